import type { Point } from '../domain/neighbourhood.ts';
import type { Cipher } from './cipher.ts';

/** Where something happens, as rows keep it: sealed, and null where it is not known. */
export function createPlaces(cipher: Cipher) {
  return {
    sealPlace: (place: string) => (place ? cipher.seal('place', place) : null),
    sealPoint: (point: Point | null) => (point ? cipher.seal('point', `${point.lat},${point.lon}`) : null),
    openPlace: (sealed: Uint8Array | null): string => (sealed ? cipher.open('place', sealed) : ''),
    openPoint(sealed: Uint8Array | null): Point | null {
      if (!sealed) return null;
      const [lat = 0, lon = 0] = cipher.open('point', sealed).split(',').map(Number);
      return { lat, lon };
    },
  };
}
