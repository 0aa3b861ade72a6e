/** The bot's picture: lines of text, the first one marked. */
export function avatar(x: number, y: number, size: number, radius: number): string {
  const unit = size / 40;
  const line = (top: number, length: number, colour: string) =>
    `<rect x="${x + 11 * unit}" y="${y + top * unit}" width="${length * unit}" height="${3.4 * unit}" rx="${1.7 * unit}" fill="${colour}"/>`;
  return [
    `<rect x="${x}" y="${y}" width="${size}" height="${size}" rx="${radius}" fill="#14423f"/>`,
    line(11, 18, '#f4b942'),
    line(18.3, 18, '#f4f1ea'),
    line(25.6, 11, '#f4f1ea'),
  ].join('');
}

/** The eye beside "only you can see this". */
export function eye(x: number, y: number, width: number, colour: string): string {
  const [middle, centre] = [x + width / 2, y + width * 0.36];
  return `<path d="M${x} ${centre} Q${middle} ${y - width * 0.22} ${x + width} ${centre} Q${middle} ${y + width * 0.94} ${x} ${centre}Z" fill="none" stroke="${colour}" stroke-width="1.4"/><circle cx="${middle}" cy="${centre}" r="${width * 0.17}" fill="${colour}"/>`;
}
