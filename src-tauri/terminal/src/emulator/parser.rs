//! Bytes to actions: the state machine of <https://vt100.net/emu/dec_ansi_parser>
//! with xterm.js's additions (C1 controls as characters, text beyond ASCII).

use super::actions::Actions;
use super::params::Params;
use super::printable::{ascii, is_printable};
use super::utf8::Decoder;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Ground,
    Escape,
    EscapeIntermediate,
    CsiEntry,
    CsiParam,
    CsiIntermediate,
    CsiIgnore,
    SosPmApc,
    Osc,
    DcsEntry,
    DcsParam,
    DcsIgnore,
    DcsIntermediate,
    DcsPassthrough,
}

/// Payloads beyond this are dropped, here and in the copy of an unfinished sequence.
/// xterm.js takes 10 MB; no title, link or colour needs as much as this. A text for the clipboard
/// may: that it was dropped is told.
const MAX_PAYLOAD_BYTES: usize = 256 * 1024;
/// The names of settings have two bytes at most.
const MAX_STATUS_BYTES: usize = 2;

#[derive(Debug, Default)]
pub struct Parser {
    state: State,
    decoder: Decoder,
    params: Params,
    collected: u32,
    payload: Vec<u8>,
    /// The sequence so far, without the controls in it, which were obeyed already.
    unfinished: Vec<u8>,
    /// The string is a `DECRQSS`: of all device control strings only this one says anything.
    asks_status: bool,
}

impl Parser {
    /// The bytes that a terminal in its ground state must read to get where this is.
    pub fn unfinished(&self) -> Vec<u8> {
        [&self.unfinished, self.decoder.partial()].concat()
    }

    /// Whether nothing is unfinished.
    pub fn is_at_rest(&self) -> bool {
        self.state == State::Ground && self.decoder.partial().is_empty()
    }

    pub fn advance(&mut self, bytes: &[u8], actions: &mut impl Actions) {
        let mut at = 0;
        while at < bytes.len() {
            if self.is_at_rest() {
                at += self.ground(&bytes[at..], actions);
                continue;
            }
            if let Some(code) = self.decoder.push(bytes[at]) {
                if self.state == State::Ground && is_printable(code) {
                    actions.print_begin();
                    actions.print(code);
                    actions.print_end();
                } else {
                    self.step(code, actions);
                }
            }
            at += 1;
        }
    }

    /// Reads text up to something else, and that; returns how many bytes.
    fn ground(&mut self, bytes: &[u8], actions: &mut impl Actions) -> usize {
        let mut at = 0;
        let mut printing = false;
        let mut last = None;
        while at < bytes.len() {
            let ascii = ascii(&bytes[at..]);
            if ascii > 0 {
                self.decoder.reset();
                if !std::mem::replace(&mut printing, true) {
                    actions.print_begin();
                }
                actions.print_ascii(&bytes[at..at + ascii]);
                at += ascii;
                continue;
            }
            let code = self.decoder.push(bytes[at]);
            at += 1;
            match code {
                Some(code) if is_printable(code) => {
                    if !std::mem::replace(&mut printing, true) {
                        actions.print_begin();
                    }
                    actions.print(code);
                }
                Some(code) => {
                    last = Some(code);
                    break;
                }
                None => {}
            }
        }
        if printing {
            actions.print_end();
        }
        if let Some(code) = last {
            self.step(code, actions);
        }
        at
    }

    /// Anything but text in the ground state.
    fn step(&mut self, code: u32, actions: &mut impl Actions) {
        use State as S;
        // From anywhere.
        match code {
            0x1b => {
                self.finish_string(true, actions);
                return self.enter(S::Escape, code);
            }
            0x9c => {
                self.finish_string(true, actions);
                return self.back_to_ground();
            }
            0x18 | 0x1a if matches!(self.state, S::Osc | S::DcsPassthrough) => {
                self.finish_string(false, actions);
                return self.back_to_ground();
            }
            0x07 if self.state == S::Osc => {
                self.finish_string(true, actions);
                return self.back_to_ground();
            }
            0x9b => return self.enter(S::CsiEntry, code),
            0x90 => return self.enter(S::DcsEntry, code),
            0x9d => return self.enter(S::Osc, code),
            0x98 | 0x9e | 0x9f => return self.enter(S::SosPmApc, code),
            0x18 | 0x1a | 0x80..0xa0 => {
                self.control(code, actions);
                return self.back_to_ground();
            }
            _ => {}
        }
        let (state, code8) = (self.state, u8::try_from(code).unwrap_or(0xff));
        // Beyond ASCII only strings have a use for it; elsewhere it ends the sequence.
        if code >= 0xa0 {
            return match state {
                S::Osc => self.collect_payload(code),
                S::CsiIgnore | S::DcsIgnore | S::DcsPassthrough => {}
                _ => self.back_to_ground(),
            };
        }
        match (state, code8) {
            (S::Ground, 0x7f) => {}
            (S::Ground | S::Escape | S::EscapeIntermediate, 0..0x20) => self.control(code, actions),
            (S::CsiEntry | S::CsiParam | S::CsiIntermediate | S::CsiIgnore, 0..0x20) => {
                self.control(code, actions)
            }
            (S::Osc, 0x20..) => self.collect_payload(code),
            (S::DcsPassthrough, 0x20..0x7f) if self.asks_status => self.collect_status(code8),
            (S::Osc | S::SosPmApc | S::DcsIgnore | S::DcsPassthrough, _) => {}
            (S::DcsEntry | S::DcsParam | S::DcsIntermediate, 0..0x20) => {}
            (S::EscapeIntermediate, 0x7f) => self.back_to_ground(),
            (_, 0x7f) => {}

            (S::Escape, b'[') => self.enter(S::CsiEntry, code),
            (S::Escape, b']') => self.enter(S::Osc, code),
            (S::Escape, b'P') => self.enter(S::DcsEntry, code),
            (S::Escape, b'X' | b'^' | b'_') => self.enter(S::SosPmApc, code),
            (S::Escape | S::EscapeIntermediate, 0x20..0x30) => self.collect(code8, S::EscapeIntermediate),
            (S::Escape | S::EscapeIntermediate, _) => {
                actions.escape(self.collected, code8);
                actions.end_cluster();
                self.back_to_ground();
            }

            (S::CsiEntry | S::CsiParam, b'0'..=b';') => self.param(code8, S::CsiParam),
            (S::CsiEntry, b'<'..=b'?') => self.collect(code8, S::CsiParam),
            (S::CsiEntry | S::CsiParam | S::CsiIntermediate, 0x20..0x30) => {
                self.collect(code8, S::CsiIntermediate)
            }
            (S::CsiParam | S::CsiIntermediate, 0x30..0x40) => self.note(code, S::CsiIgnore),
            (S::CsiEntry | S::CsiParam | S::CsiIntermediate, _) => {
                actions.csi(self.collected, code8, &self.params);
                actions.end_cluster();
                self.back_to_ground();
            }
            (S::CsiIgnore, 0x40..) => self.back_to_ground(),
            (S::CsiIgnore, _) => {}

            (S::DcsEntry | S::DcsParam, b'0'..=b';') => self.param(code8, S::DcsParam),
            (S::DcsEntry, b'<'..=b'?') => self.collect(code8, S::DcsParam),
            (S::DcsEntry | S::DcsParam | S::DcsIntermediate, 0x20..0x30) => {
                self.collect(code8, S::DcsIntermediate)
            }
            (S::DcsParam | S::DcsIntermediate, 0x30..0x40) => self.note(code, S::DcsIgnore),
            (S::DcsEntry | S::DcsParam | S::DcsIntermediate, _) => {
                self.asks_status = (self.collected, code8) == (u32::from(b'$'), b'q');
                self.note(code, S::DcsPassthrough);
            }
            (S::Ground, _) => {}
        }
    }

    fn control(&mut self, code: u32, actions: &mut impl Actions) {
        actions.control(code);
        actions.end_cluster();
    }

    fn back_to_ground(&mut self) {
        self.state = State::Ground;
        self.unfinished.clear();
    }

    /// A sequence begins.
    fn enter(&mut self, state: State, code: u32) {
        // `ESC [` and its like are one beginning in two bytes.
        if self.state != State::Escape || code >= 0x80 || code == 0x1b {
            self.unfinished.clear();
        }
        self.params.reset();
        self.collected = 0;
        self.payload.clear();
        self.note(code, state);
    }

    fn note(&mut self, code: u32, state: State) {
        if self.unfinished.len() < MAX_PAYLOAD_BYTES + 64
            && let Some(c) = char::from_u32(code)
        {
            self.unfinished.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        self.state = state;
    }

    fn collect(&mut self, code: u8, state: State) {
        self.collected = self.collected << 8 | u32::from(code);
        self.note(u32::from(code), state);
    }

    fn param(&mut self, code: u8, state: State) {
        match code {
            b';' => self.params.next(),
            b':' => self.params.next_sub(),
            _ => self.params.digit(code - b'0'),
        }
        self.note(u32::from(code), state);
    }

    fn collect_payload(&mut self, code: u32) {
        // One more than the limit tells that there was too much.
        if self.payload.len() <= MAX_PAYLOAD_BYTES
            && let Some(c) = char::from_u32(code)
        {
            self.payload.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            self.note(code, State::Osc);
        }
    }

    /// Not in the copy of the unfinished sequence: no other terminal than this one answers.
    fn collect_status(&mut self, code: u8) {
        if self.payload.len() <= MAX_STATUS_BYTES {
            self.payload.push(code);
        }
    }

    fn finish_string(&mut self, success: bool, actions: &mut impl Actions) {
        if !matches!(self.state, State::Osc | State::DcsPassthrough) {
            return;
        }
        if self.state == State::Osc && success {
            let digits = self.payload.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let (id, text) = self.payload.split_at(digits);
            let id = std::str::from_utf8(id).ok().and_then(|id| id.parse().ok());
            match (id, text) {
                (Some(id), _) if self.payload.len() > MAX_PAYLOAD_BYTES => actions.osc_too_long(id),
                (Some(id), [b';', text @ ..]) => actions.osc(id, text),
                (Some(id), []) => actions.osc(id, &[]),
                _ => {}
            }
        }
        if self.state == State::DcsPassthrough && success && self.asks_status {
            actions.status_string(&self.payload);
        }
        actions.end_cluster();
    }
}
