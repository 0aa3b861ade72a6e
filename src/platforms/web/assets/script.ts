/** What makes pages quicker to use; each of them works without it. Plain JavaScript for browsers, sent as it is. */
export const SCRIPT = `'use strict';
(() => {
  const slider = document.getElementById('day');
  if (slider) {
    const shown = document.getElementById('day-shown');
    const days = (slider.dataset.days || '').split('|');
    const tell = () => {
      const day = days[Number(slider.value)] || '';
      shown.textContent = day;
      slider.setAttribute('aria-valuetext', day);
    };
    slider.setAttribute('aria-valuetext', shown.textContent);
    slider.addEventListener('input', tell);
  }

  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const text = document.getElementById(button.dataset.copy).textContent;
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        const area = document.createElement('textarea');
        area.value = text;
        document.body.append(area);
        area.select();
        document.execCommand('copy');
        area.remove();
      }
      const label = button.textContent;
      button.textContent = 'Copied';
      setTimeout(() => { button.textContent = label; }, 1500);
    });
  }

  const field = document.querySelector('[data-live]');
  if (field) {
    const place = document.getElementById(field.dataset.live);
    let last = field.value.trim();
    let asked = 0;
    let timer;
    const look = async () => {
      const words = field.value.trim();
      if (words === last) return;
      last = words;
      asked += 1;
      const mine = asked;
      const address = new URL(field.form.action);
      const query = new URLSearchParams(new FormData(field.form));
      if (words === '') query.delete('q');
      const seen = new URL(address);
      seen.search = query;
      query.set('part', 'list');
      address.search = query;
      const response = await fetch(address, { headers: { accept: 'text/html' } });
      if (!response.ok || mine !== asked) return;
      place.innerHTML = await response.text();
      history.replaceState(null, '', seen);
    };
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => look().catch(() => {}), 120);
    });
  }
})();
`;
