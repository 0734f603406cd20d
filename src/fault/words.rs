//! The words that the gateway's messages are made of. They tell where a broken line goes on, and what of
//! a message names nobody.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Those beside the words by which messages are recognised.
const OTHERS: &str = "\
    a able about accept accessible according action add added address admin after against aka all \
    allow allowed allowlist allowlisted also an and any app application applied are aren article \
    as associated at authority azure back backend base be because been before being between block \
    blocked blocking body but by ca cannot cause causes certificate chain change check chosen \
    client cn code codes common complete completed config configuration configured connect \
    connecting connection contact contain contains correct correctly could couldn create created \
    current custom data date default defined details did different dns do docs does doesn domain \
    due during each either enable enabled encountered end ensure entered entry environment error \
    errors establish exceeded expected expired extract failed failure file find firewall follow \
    following for format found fqdn from full gateway get given group guidance had handle \
    handshake happens has hasn have header health healthy host hostname how however http https id \
    if in inbound incorrect increase information install installed instance intermediate internal \
    internet into invalid ip is isn issue issued issuer issues it its key known leaf learn least \
    length less level like link links list listed listen load local long longer make managed \
    manual match matches matching message microsoft mismatch missing modify more most ms must n \
    name names needed network new next no not note nsg null number occur of ok on one only open \
    openssl operation option or order ordered organization other out override own page part path \
    per permissions pick please point pool port ports present presented presenting private probe \
    probes problem process protocol provide provided proxy public publicly range reach reachable \
    read ready reason received refer refused renew replace request requested requests require \
    required reset resolution resolve resolved resource respond responded responding response \
    restart result results retrieve retry return returned root route rule run running same san \
    second seconds see seem select self send sent server servers service set setting settings \
    should signed sku sni so solution specified ssl stage start status store string subject subnet \
    success successful successfully such support supported sure system t table tcp than that the \
    their them then there these they this threshold time timed timeout tls to too topmost traffic \
    troubleshoot trusted try udr unable unhealthy unknown unsupported up update updated upload \
    uploaded uploading upstream use used user using usually v1 v2 valid validate validation value \
    verification verify version via view visit visiting was wasn we web well were what when where \
    whether which while whitelist whitelisted will with within without x you your zone \
    \u{540e}\u{7aef} \u{9884}\u{671f}\u{503c} \u{6536}\u{5230}\u{7684}\u{503c}";

static OWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let known = super::wordings()
        .chain(super::printed_wordings())
        .chain([OTHERS]);
    let words = known.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.map(str::to_lowercase).collect()
});

/// Whether the gateway's messages use a word.
pub(crate) fn is_own_word(word: &str) -> bool {
    OWN.contains(word.to_lowercase().as_str())
}
