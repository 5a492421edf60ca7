using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Broadside.Guard;

namespace Broadside.Mail;

/// <summary>
/// What return paths and personal links carry instead of an address: what it is for, two numbers, and a code that only this
/// newsroom can make. 34 letters of base 32 in lower case, so that it survives mail servers that fold case.
/// </summary>
public sealed class MailToken(Secrets secrets)
{
    /// <summary>Letters of a token, always as many: bodies have holes of this size.</summary>
    public const int Length = 34;

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Said = 11;
    private const int Bytes = 21;

    private readonly Lazy<byte[]> key = new(() => secrets.KeyFor("mail tokens"));

    /// <param name="use">What it is for.</param>
    /// <param name="first">A digest's number, or 0.</param>
    /// <param name="second">A subscriber's or a letter's number.</param>
    public string Make(MailTokenUse use, long first, long second) => string.Create(Length, (use, first, second), (text, given) =>
    {
        Span<byte> bytes = stackalloc byte[Bytes + 1];
        bytes[0] = (byte)given.use;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], checked((uint)given.first));
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, given.second);
        number[2..].CopyTo(bytes[5..]);
        Code(bytes[..Said], bytes[Said..Bytes]);
        for (var i = 0; i < Length; i++)
        {
            var bit = i * 5;
            var pair = (bytes[bit / 8] << 8) | bytes[Math.Min((bit / 8) + 1, Bytes)];
            text[i] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
        }
    });

    /// <summary>What it says; false where it was not made here.</summary>
    public bool TryOpen([NotNullWhen(true)] string? token, out MailTokenUse use, out long first, out long second)
    {
        (use, first, second) = (default, 0, 0);
        if (token is not { Length: Length })
        {
            return false;
        }
        Span<byte> bytes = stackalloc byte[Bytes + 2];
        for (var i = 0; i < Length; i++)
        {
            var value = Alphabet.IndexOf(char.ToLowerInvariant(token[i]));
            if (value < 0)
            {
                return false;
            }
            var bit = i * 5;
            var pair = value << (11 - (bit % 8));
            bytes[bit / 8] |= (byte)(pair >> 8);
            bytes[(bit / 8) + 1] |= (byte)pair;
        }
        Span<byte> code = stackalloc byte[Bytes - Said];
        Code(bytes[..Said], code);
        // The last two bits are no part of it: with them set, one token would have four writings.
        if (!CryptographicOperations.FixedTimeEquals(code, bytes[Said..Bytes]) || bytes[Bytes] != 0)
        {
            return false;
        }
        use = (MailTokenUse)bytes[0];
        first = BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]);
        Span<byte> number = stackalloc byte[8];
        bytes[5..Said].CopyTo(number[2..]);
        second = BinaryPrimitives.ReadInt64BigEndian(number);
        return true;
    }

    private void Code(ReadOnlySpan<byte> said, Span<byte> code)
    {
        Span<byte> whole = stackalloc byte[32];
        HMACSHA256.HashData(key.Value, said, whole);
        whole[..code.Length].CopyTo(code);
    }
}

/// <summary>What a token is for: one made for one use is no good for another.</summary>
public enum MailTokenUse : byte
{
    /// <summary>A digest to a subscriber: its return path, and its link to leave.</summary>
    Digest = 1,

    /// <summary>A letter's return path.</summary>
    Letter = 2,

    /// <summary>Confirming a subscription.</summary>
    Confirm = 3,

    /// <summary>A subscriber's preferences.</summary>
    Preferences = 4,

    /// <summary>A test of a mail to many: stands where a reader's token would, and is nobody's.</summary>
    Test = 5,
}
