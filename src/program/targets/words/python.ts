// Names that generated Python can't give away: its words, the builtins, the modules that the code imports and
// its own names.
const text = `
False None True and as assert async await break case class continue def del elif else except finally for from global
if import in is lambda match nonlocal not or pass raise return try type while with yield print
ArithmeticError AssertionError AttributeError BaseException BlockingIOError BufferError Ellipsis EOFError Exception
ImportError IndexError KeyError LookupError NameError NotImplemented OSError OverflowError RuntimeError StopIteration
SyntaxError SystemError TypeError UnicodeError ValueError Warning ZeroDivisionError
abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright
credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help
hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow
property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple vars zip
math np numpy
`;
export const words: ReadonlySet<string> = new Set(text.trim().split(/\s+/u));
