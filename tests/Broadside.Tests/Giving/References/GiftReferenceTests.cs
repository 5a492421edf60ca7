using System.Numerics;
using Broadside.Giving.References;
using Broadside.Kit;
using CsCheck;

namespace Broadside.Tests.Giving.References;

public sealed class GiftReferenceTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly Gen<string> Codes = Gen.Char[Alphabet].Array[9].Select(nine =>
        Alphabet.Select(last => new string(nine) + last).Select(body => GiftReference.TryRead(body, out var code) ? code : null).Single(code => code is not null)!);

    [Fact]
    public void A_new_one_is_a_creditor_reference_by_ISO_11649()
    {
        var code = GiftReference.New(new Ids(TimeProvider.System));

        Assert.Matches("^RF[0-9]{2}[0-9A-HJKMNP-TV-Z]{10}$", code);
        Assert.True(GiftReference.TryRead(code, out var read));
        Assert.Equal(code, read);
    }

    // By the words of the standard: four characters to the end, letters as numbers from 10, remainder by 97 is 1.
    [Fact]
    public void Its_check_digits_are_right() => Codes.Sample(code =>
        BigInteger.Parse(string.Concat((code[4..] + code[..4]).Select(c => char.IsAsciiDigit(c) ? $"{c}" : $"{c - 'A' + 10}")), System.Globalization.CultureInfo.InvariantCulture) % 97 == 1);

    [Fact]
    public void Each_nine_characters_have_one_check_character() => Gen.Char[Alphabet].Array[9].Sample(nine =>
        Alphabet.Count(last => GiftReference.TryRead(new string(nine) + last, out _)) == 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_single_error_and_every_swap_of_neighbours_is_caught(bool isWhole) => Codes.Sample(code =>
    {
        var text = isWhole ? code : code[4..];
        for (var at = isWhole ? 2 : 0; at < text.Length; at++)
        {
            foreach (var wrong in Alphabet.Where(c => c != text[at]))
            {
                Assert.False(GiftReference.TryRead(text[..at] + wrong + text[(at + 1)..], out _), $"{text}: {wrong} at {at}");
            }
            if (at + 1 < text.Length && text[at] != text[at + 1])
            {
                Assert.False(GiftReference.TryRead(text[..at] + text[at + 1] + text[at] + text[(at + 2)..], out _), $"{text}: swap at {at}");
            }
        }
    }, iter: TestSize.Pick(100, 2000));

    [Fact]
    public void It_is_read_as_people_write_it() => Codes.Sample(code =>
    {
        string[] written =
        [
            code, code.ToLowerInvariant(), GiftReference.Print(code), code[4..], code[4..].ToLowerInvariant(), $" {code[4..8]}-{code[8..12]} {code[12..]} ", code.Replace('0', 'O').Replace('1', 'I'),
            code.Replace('0', 'o').Replace('1', 'l'), QrReference.Of(code),
        ];
        return written.All(text => GiftReference.TryRead(text, out var read) && read == code);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RF")]
    [InlineData("RF18")]
    [InlineData("RF18 5390 0754 7034")]
    [InlineData("RF18ABCDEFGHJKM")]
    [InlineData("000000000000000000000000001")]
    public void What_is_none_is_not_read(string? text) => Assert.False(GiftReference.TryRead(text, out _));

    [Fact]
    public void It_is_found_wherever_donors_and_banks_put_it() => Gen.Select(Codes, Codes).Where((a, b) => a != b).Sample((a, b) =>
    {
        Assert.Equal([a], GiftReference.FindAll(a));
        Assert.Equal([a], GiftReference.FindAll($"Donation {GiftReference.Print(a)} thank you!"));
        Assert.Equal([a], GiftReference.FindAll($"SVWZ+{a.ToLowerInvariant()}/ana"));
        Assert.Equal([a], GiftReference.FindAll($"gift:{a[..9]}\n{a[9..]}"));
        Assert.Equal([a], GiftReference.FindAll($"({a[4..]})"));
        Assert.Equal([a], GiftReference.FindAll($"paid {QrReference.Of(a)}, paid"));
        Assert.Equal([a, b], GiftReference.FindAll($"{a} and {GiftReference.Print(b)}; {a}"));
        Assert.DoesNotContain(a, GiftReference.FindAll($"x{a[4..]}x"));
        Assert.DoesNotContain(a, GiftReference.FindAll(a[..^1] + (a[^1] == '7' ? '8' : '7')));
    });

    [Fact]
    public void Nothing_is_found_in_nothing_and_no_text_is_too_odd()
    {
        Assert.Empty(GiftReference.FindAll(null));
        Assert.Empty(GiftReference.FindAll("  \n-"));
        Gen.String.Sample(text => Assert.All(GiftReference.FindAll(text + "RF"), code => Assert.True(GiftReference.TryRead(code, out _))));
    }

    [Fact]
    public void As_twenty_seven_digits_it_is_the_same_reference() => Codes.Sample(code =>
    {
        var digits = QrReference.Of(code);
        return digits.Length == 27 && digits.All(char.IsAsciiDigit) && QrReference.TryRead(digits, out var read) && read == code
            && Enumerable.Range(0, 27).All(at => !QrReference.TryRead(digits[..at] + (char)('0' + ((digits[at] - '0' + 1) % 10)) + digits[(at + 1)..], out _));
    });

    // The example of the Swiss standard.
    [Fact]
    public void The_check_digit_of_twenty_seven_is_the_standards() => Assert.True(QrReference.IsSound("210000000003139471430009017"));

    [Theory]
    [InlineData("CH93 0076 2011 6238 5295 7", true)]
    [InlineData("de89370400440532013000", true)]
    [InlineData("DE89370400440532013001", false)]
    [InlineData("DE8937040044053201300", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_IBAN_is_checked(string? text, bool isOne) => Assert.Equal(isOne, Iban.TryRead(text, out _));
}
