using System.Text;

namespace Broadside.Import.WordPress;

/// <summary>
/// Reads bytes that are no UTF-8 as Windows-1252, which is what they nearly always are when a file only says that it is UTF-8
/// (old databases, hand-joined exports), and counts them.
/// </summary>
internal sealed class LatinFallback : DecoderFallback
{
    // 0x80–0x9F of Windows-1252; the five unassigned places become the replacement character.
    private const string High = "€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ";

    public int Bytes { get; private set; }

    public override int MaxCharCount => 4;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

    private static char Read(byte value) => value is >= 0x80 and < 0xA0 ? High[value - 0x80] : (char)value;

    private sealed class Buffer(LatinFallback fallback) : DecoderFallbackBuffer
    {
        private char[] waiting = [];
        private int next;

        public override int Remaining => waiting.Length - next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            fallback.Bytes += bytesUnknown.Length;
            waiting = Array.ConvertAll(bytesUnknown, Read);
            next = 0;
            return waiting.Length > 0;
        }

        public override char GetNextChar() => next < waiting.Length ? waiting[next++] : '\0';

        public override bool MovePrevious()
        {
            if (next == 0)
            {
                return false;
            }
            next--;
            return true;
        }

        public override void Reset()
        {
            waiting = [];
            next = 0;
        }
    }
}
