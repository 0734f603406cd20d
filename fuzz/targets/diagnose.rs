#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| fuzz::properties::diagnosed(octets));
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    fuzz::mutate::mutate(data, size, most, seed)
});
