//! The icon: a shape for each state, told apart without colours.

use super::face::TrayState;

/// Samples of a pixel, each way.
const SAMPLES: u32 = 4;
const SLATE: [u8; 3] = [0x1d, 0x2a, 0x33];
const LIGHT: [u8; 3] = [0xe4, 0xea, 0xee];
/// Berth's own, of the mark as well.
const TEAL: [u8; 3] = [0x3f, 0xb6, 0xa8];
const GREEN: [u8; 3] = [0x5f, 0xce, 0x8b];
const BLUE: [u8; 3] = [0x5e, 0xa8, 0xf0];

/// A stroke from one point to another, and half its width; the icon is 1 wide and high.
type Stroke = [f32; 5];

/// An exclamation mark.
const NEEDS: &[Stroke] = &[[0.5, 0.24, 0.5, 0.54, 0.075], [0.5, 0.75, 0.5, 0.75, 0.085]];
/// A check mark.
const DONE: &[Stroke] = &[[0.27, 0.53, 0.44, 0.69, 0.065], [0.44, 0.69, 0.74, 0.33, 0.065]];
/// Two chevrons to the right.
const WORKS: &[Stroke] = &[
    [0.29, 0.31, 0.47, 0.5, 0.06],
    [0.47, 0.5, 0.29, 0.69, 0.06],
    [0.53, 0.31, 0.71, 0.5, 0.06],
    [0.71, 0.5, 0.53, 0.69, 0.06],
];
/// The bollard of Berth's mark.
const QUIET: &[Stroke] =
    &[[0.37, 0.3, 0.63, 0.3, 0.065], [0.5, 0.36, 0.5, 0.64, 0.12], [0.27, 0.7, 0.73, 0.7, 0.045]];

/// The icon of a state, `size` pixels wide and high: red, green, blue and alpha of each pixel, row by row.
pub fn rgba(state: TrayState, size: u32) -> Vec<u8> {
    let (strokes, ink) = match state {
        TrayState::Needs => (NEEDS, SLATE),
        TrayState::Done => (DONE, GREEN),
        TrayState::Works => (WORKS, BLUE),
        TrayState::Quiet => (QUIET, LIGHT),
    };
    let ground = if state == TrayState::Needs { TEAL } else { SLATE };
    let mut pixels = Vec::new();
    for at in 0..size * size {
        let (mut on_ground, mut on_ink) = (0, 0);
        for sample in 0..SAMPLES * SAMPLES {
            let place = |pixel: u32, sample: u32| {
                (pixel as f32 + (sample as f32 + 0.5) / SAMPLES as f32) / size as f32
            };
            let (x, y) = (place(at % size, sample % SAMPLES), place(at / size, sample / SAMPLES));
            let is_ground = if state == TrayState::Needs { in_disc(x, y) } else { in_square(x, y) };
            if is_ground {
                on_ground += 1;
                on_ink += u32::from(strokes.iter().any(|stroke| is_under(*stroke, x, y)));
            }
        }
        let part = on_ink as f32 / on_ground.max(1) as f32;
        let mix = |channel: usize| {
            let (ink, ground) = (f32::from(ink[channel]), f32::from(ground[channel]));
            (ground + (ink - ground) * part).round() as u8
        };
        let alpha = on_ground * 255 / (SAMPLES * SAMPLES);
        pixels.extend([mix(0), mix(1), mix(2), alpha as u8]);
    }
    pixels
}

fn in_disc(x: f32, y: f32) -> bool {
    (x - 0.5).hypot(y - 0.5) <= 0.48
}

/// With round corners.
fn in_square(x: f32, y: f32) -> bool {
    const CORNER: f32 = 0.2;
    let beyond = |at: f32| ((at - 0.5).abs() - (0.46 - CORNER)).max(0.0);
    beyond(x).hypot(beyond(y)) <= CORNER
}

fn is_under([x0, y0, x1, y1, half]: Stroke, x: f32, y: f32) -> bool {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (((x - x0) * dx + (y - y0) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - x0 - along * dx).hypot(y - y0 - along * dy) <= half
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: [TrayState; 4] = [TrayState::Needs, TrayState::Done, TrayState::Works, TrayState::Quiet];

    /// Dark and light alone.
    fn grey(state: TrayState) -> Vec<bool> {
        let is_light =
            |pixel: &[u8]| pixel.iter().take(3).map(|channel| u32::from(*channel)).sum::<u32>() > 360;
        rgba(state, 22).chunks(4).map(|pixel| pixel[3] > 128 && is_light(pixel)).collect()
    }

    #[test]
    fn each_state_has_a_shape_of_its_own() {
        for (number, one) in STATES.into_iter().enumerate() {
            for other in STATES.into_iter().skip(number + 1) {
                let differing = grey(one).into_iter().zip(grey(other)).filter(|(a, b)| a != b).count();
                assert!(differing > 22 * 22 / 20, "{one:?} {other:?}: {differing}");
            }
        }
    }

    #[test]
    fn an_icon_has_its_size_and_nothing_in_its_corners() {
        for state in STATES {
            for size in [16, 22, 64] {
                let pixels = rgba(state, size);
                assert_eq!((pixels.len(), pixels[3]), ((size * size * 4) as usize, 0), "{state:?}");
                let middle = ((size / 2 * size + size / 2) * 4 + 3) as usize;
                assert_eq!(pixels[middle], 255, "{state:?}");
            }
        }
    }
}
