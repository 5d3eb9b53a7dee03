// How far apart colours are for the eye, by WCAG 2; colours are "#rrggbb".

/** What terminals keep text and ground apart at least. */
export const READABLE = 4.5;

function channels(colour: string): [number, number, number] {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return [r, g, b];
}

function hex(all: number[]): string {
  return `#${all.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}

export function luminance(colour: string): number {
  const [r, g, b] = channels(colour).map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** From 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [Math.max(luminance(a), luminance(b)), Math.min(luminance(a), luminance(b))];
  return (light + 0.05) / (dark + 0.05);
}

/** `share` of `b`, the rest `a`. */
export function mix(a: string, b: string, share: number): string {
  const other = channels(b);
  return hex(channels(a).map((value, at) => value + ((other[at] ?? 0) - value) * share));
}

/** The colour, or one like it that can be read on the ground; what xterm.js makes of it is much the same. */
export function readable(colour: string, ground: string): string {
  const away = luminance(colour) >= luminance(ground) ? ['#ffffff', '#000000'] : ['#000000', '#ffffff'];
  for (const end of away) {
    for (let share = 0; share <= 1; share += 0.1) {
      const tried = mix(colour, end, share);
      if (contrast(tried, ground) >= READABLE) return tried;
    }
  }
  return colour;
}
