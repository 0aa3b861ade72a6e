import { newDelivery } from '../../tests/fixtures/delivery.ts';

/** A delivery that is due, the `at`th of many in 5,000 channels. */
export function place(at: number) {
  const delivery = newDelivery();
  const channel = `c${at % 5_000}`;
  return {
    ...{ ...delivery, id: `d${at}`, slot: `s${at}`, place: { ...delivery.place, channel } },
    ...{ dueAt: 0, notBefore: 0, expiresAt: Date.now() + 86_400_000 },
  };
}
