// Names that generated Rust can't give away: its words (of all editions, the reserved ones too), what its prelude
// and its library name here, and the code's own names.
const text = `
Self abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if
impl in let loop macro macro_rules match mod move mut override priv pub raw ref return safe self static struct super
trait true try type typeof union unsafe unsized use virtual where while yield auto main
bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize
None Some Ok Err Option Result String Vec Box std core alloc drop
inputs gradient values jacobian
`;
export const words: ReadonlySet<string> = new Set(text.trim().split(/\s+/u));
