//! Parameters of a control sequence, with xterm.js's limits.

/// Parameters, and likewise sub-parameters, beyond this are dropped.
const MAX_PARAMS: usize = 32;

/// `1;2:3` is the parameter 1, and the parameter 2 with the sub-parameter 3.
#[derive(Debug, Clone, Default)]
pub struct Params {
    values: [i32; MAX_PARAMS],
    len: usize,
    subs: [i32; MAX_PARAMS],
    subs_len: usize,
    /// For each parameter, where its sub-parameters begin and end.
    ranges: [(u8, u8); MAX_PARAMS],
    in_sub: bool,
    full: bool,
    subs_full: bool,
}

impl Params {
    /// One parameter, 0, as every sequence begins.
    pub fn reset(&mut self) {
        self.len = 0;
        self.subs_len = 0;
        self.full = false;
        self.subs_full = false;
        self.next();
    }

    /// `;`
    pub fn next(&mut self) {
        self.in_sub = false;
        if self.len == MAX_PARAMS {
            self.full = true;
            return;
        }
        let at = self.subs_len as u8;
        self.ranges[self.len] = (at, at);
        self.values[self.len] = 0;
        self.len += 1;
    }

    /// `:`
    pub fn next_sub(&mut self) {
        self.in_sub = true;
        if self.full || self.subs_len == MAX_PARAMS {
            self.subs_full = true;
            return;
        }
        self.subs[self.subs_len] = -1;
        self.subs_len += 1;
        self.ranges[self.len - 1].1 += 1;
    }

    pub fn digit(&mut self, digit: u8) {
        if self.full || (self.in_sub && (self.subs_full || self.subs_len == 0)) {
            return;
        }
        let value =
            if self.in_sub { &mut self.subs[self.subs_len - 1] } else { &mut self.values[self.len - 1] };
        *value = (*value).max(0).saturating_mul(10).saturating_add(i32::from(digit));
    }

    /// As sent; an absent parameter in between is 0.
    pub fn values(&self) -> &[i32] {
        &self.values[..self.len]
    }

    /// -1 is a sub-parameter without digits.
    pub fn subs(&self, at: usize) -> &[i32] {
        let (from, to) = self.ranges[at];
        &self.subs[usize::from(from)..usize::from(to)]
    }

    pub fn first(&self) -> i32 {
        self.values[0]
    }

    /// The first parameter where 0 means 1.
    pub fn count(&self) -> usize {
        usize::try_from(self.first()).unwrap_or(0).max(1)
    }
}
