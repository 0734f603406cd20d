//! A repaired text that still knows where each part of it came from.

/// A text put together from parts of a source.
#[derive(Clone, Debug, Default)]
pub(super) struct Mapped {
    pub(super) text: String,
    /// From `at` on, the text is what the source holds from `from` on.
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug)]
struct Run {
    at: usize,
    from: usize,
}

impl Mapped {
    /// The whole source as it is.
    pub(super) fn whole(source: &str) -> Self {
        let mut mapped = Self::default();
        mapped.push(source, 0);
        mapped
    }

    /// Adds a part that begins at an offset of the source.
    pub(super) fn push(&mut self, part: &str, from: usize) {
        if part.is_empty() {
            return;
        }
        let at = self.text.len();
        // A part that goes on where the last one ended needs no run of its own.
        let goes_on = self
            .runs
            .last()
            .is_some_and(|run| from.checked_sub(run.from) == at.checked_sub(run.at));
        if !goes_on {
            self.runs.push(Run { at, from });
        }
        self.text.push_str(part);
    }

    /// Adds a range of another mapped text; each part keeps the origin it has there.
    pub(super) fn push_range(&mut self, other: &Self, range: std::ops::Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let next = other.runs.partition_point(|run| run.at <= at);
            let end = other
                .runs
                .get(next)
                .map_or(range.end, |run| run.at.min(range.end));
            self.push(
                other.text.get(at..end).unwrap_or_default(),
                other.origin(at),
            );
            at = end;
        }
    }

    /// Where an offset of the text is in the source.
    pub(super) fn origin(&self, at: usize) -> usize {
        let index = self.runs.partition_point(|run| run.at <= at);
        index
            .checked_sub(1)
            .and_then(|index| self.runs.get(index))
            .map_or(0, |run| run.from + (at - run.at))
    }

    /// Where the first part of the text stands that comes from this offset of the source or from
    /// behind it.
    pub(super) fn at(&self, origin: usize) -> usize {
        let ends_before = |index: usize, run: &Run| {
            let next = self
                .runs
                .get(index + 1)
                .map_or(self.text.len(), |next| next.at);
            run.from + (next - run.at) <= origin
        };
        let mut low = 0;
        let mut high = self.runs.len();
        while low < high {
            let middle = low.midpoint(high);
            match self.runs.get(middle) {
                Some(run) if ends_before(middle, run) => low = middle + 1,
                _ => high = middle,
            }
        }
        self.runs.get(low).map_or(self.text.len(), |run| {
            run.at + origin.saturating_sub(run.from)
        })
    }

    /// The text again, each line replaced by the part of it that `keep` leaves: a range in the line.
    pub(super) fn map_lines(&self, mut keep: impl FnMut(&str) -> std::ops::Range<usize>) -> Self {
        let mut out = Self::default();
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let body = line.strip_suffix('\n').unwrap_or(line);
            let range = keep(body);
            out.push_range(self, at + range.start..at + range.end);
            out.push_range(self, at + body.len()..at + line.len());
            at += line.len();
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_knows_where_it_came_from() {
        let source = "> {\n> \"a\": 1\n}";
        let mapped = Mapped::whole(source).map_lines(|line| {
            let start = if line.starts_with("> ") { 2 } else { 0 };
            start..line.len()
        });
        assert_eq!(mapped.text, "{\n\"a\": 1\n}");
        for (at, c) in mapped.text.char_indices() {
            assert!(source.split_at(mapped.origin(at)).1.starts_with(c), "{at}");
        }
    }
}
