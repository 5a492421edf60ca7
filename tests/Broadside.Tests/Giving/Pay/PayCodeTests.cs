using System.Text;
using System.Text.RegularExpressions;
using Broadside.Giving.Pay;
using Broadside.Giving.References;
using Broadside.Kit;

namespace Broadside.Tests.Giving.Pay;

public sealed partial class PayCodeTests
{
    private const string German = "DE89370400440532013000";
    private const string Swiss = "CH9300762011623852957";
    private const string ForDigits = "CH4431999123000889012";
    private static readonly string Reference = Code("ABCDEFGHJ");
    private static readonly SwissCreditor Creditor = new("Die Lotung", "Rue du Lac", "1268/2", "2501", "Biel", "CH");

    [Fact]
    public void A_European_code_has_the_lines_of_the_rule()
    {
        Assert.Equal($"BCD\n002\n1\nSCT\n\nThe Sounding\n{German}\nEUR10.50\n\n{Reference}", EpcQr.Payload(" The  Sounding", "DE89 3704 0044 0532 0130 00", new Money(1050, "EUR"), Reference).Value);
        Assert.Equal($"BCD\n002\n1\nSCT\nCOBADEFF\nThe Sounding\n{German}\n\n\n\nA gift", EpcQr.Payload("The Sounding", German, null, null, "A gift", "COBADEFF").Value);
    }

    [Theory]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234567890x", German, 100, "EUR", "", "name")]
    [InlineData("", German, 100, "EUR", "", "name")]
    [InlineData("A", "DE89370400440532013001", 100, "EUR", "", "iban")]
    [InlineData("A", German, 0, "EUR", "", "amount")]
    [InlineData("A", German, 100_000_000_000, "EUR", "", "amount")]
    [InlineData("A", German, 100, "CHF", "", "amount")]
    [InlineData("A", German, 100, "EUR", "long", "text")]
    public void What_the_European_rule_does_not_allow_is_refused(string name, string iban, long minor, string currency, string text, string field) =>
        Assert.Equal(field, EpcQr.Payload(name, iban, new Money(minor, currency), null, text == "long" ? new string('x', 141) : text).Refusal?.Field);

    [Fact]
    public void The_largest_European_code_is_of_version_13()
    {
        var wide = EpcQr.Payload(new string('é', 70), German, new Money(99_999_999_999, "EUR"), null, new string('é', 56)).Value!;

        Assert.InRange(Encoding.UTF8.GetByteCount(wide), 300, EpcQr.MostBytes);
        Assert.InRange(Width(PayCode.Epc(wide, "")), 21, 69 + 8);
        Assert.Equal("text", EpcQr.Payload(new string('é', 70), German, new Money(99_999_999_999, "EUR"), null, new string('é', 100)).Refusal?.Field);
        Assert.Equal(69 + 8, Width(PayCode.Epc(new string('x', EpcQr.MostBytes), "")));
        Assert.Equal(69 + 8, Width(PayCode.Epc(new string('x', EpcQr.MostBytes - 3) + "é", "")));
    }

    [Fact]
    public void A_Swiss_code_has_thirty_one_lines()
    {
        var lines = SwissQr.Payload(Creditor, Swiss, new Money(5000, "CHF"), Reference, "Danke").Value!.Split('\n');

        Assert.Equal(31, lines.Length);
        Assert.Equal(["SPC", "0200", "1", Swiss, "S", "Die Lotung", "Rue du Lac", "1268/2", "2501", "Biel", "CH"], lines[..11]);
        Assert.Equal(["50.00", "CHF"], lines[18..20]);
        Assert.Equal(["SCOR", Reference, "Danke", "EPD"], lines[27..]);
        Assert.All(lines[11..18].Concat(lines[20..27]), Assert.Empty);
    }

    [Fact]
    public void An_account_for_digits_gets_digits()
    {
        var lines = SwissQr.Payload(Creditor, ForDigits, new Money(0, "EUR"), Reference).Value!.Split('\n');

        Assert.Equal(("", "EUR", "QRR"), (lines[18], lines[19], lines[27]));
        Assert.True(GiftReference.TryRead(lines[28], out var read) && read == Reference);
    }

    [Fact]
    public void What_the_Swiss_standard_does_not_allow_is_refused()
    {
        Assert.Equal("iban", SwissQr.Payload(Creditor, German, new Money(1, "CHF"), Reference).Refusal?.Field);
        Assert.Equal("amount", SwissQr.Payload(Creditor, Swiss, new Money(1, "USD"), Reference).Refusal?.Field);
        Assert.Equal("amount", SwissQr.Payload(Creditor, Swiss, new Money(100_000_000_000, "CHF"), Reference).Refusal?.Field);
        Assert.Equal("reference", SwissQr.Payload(Creditor, Swiss, new Money(1, "CHF"), Reference + "1").Refusal?.Field);
        Assert.Equal("town", SwissQr.Payload(Creditor with { Town = "Би" }, Swiss, new Money(1, "CHF"), Reference).Refusal?.Field);
        Assert.Equal("postcode", SwissQr.Payload(Creditor with { PostCode = "" }, Swiss, new Money(1, "CHF"), Reference).Refusal?.Field);
        Assert.Equal("country", SwissQr.Payload(Creditor with { Country = "ch" }, Swiss, new Money(1, "CHF"), Reference).Refusal?.Field);
        Assert.Equal("name", SwissQr.Payload(Creditor with { Name = "A\nB" }, Swiss, new Money(1, "CHF"), Reference).Refusal?.Field);
        Assert.Equal("text", SwissQr.Payload(Creditor, Swiss, new Money(1, "CHF"), Reference, new string('x', 141)).Refusal?.Field);
    }

    [Theory]
    [InlineData("The Sounding")]
    [InlineData("Café «Ñandú» Zürich – Şişli")]
    [InlineData("Новая газета")]
    [InlineData("日本の新聞")]
    public async Task A_European_code_reads_byte_for_byte(string name)
    {
        var payload = EpcQr.Payload(name, German, new Money(1050, "EUR"), Reference).Value!;

        Assert.Equal(payload, await Zbar.ReadAsync(PayCode.Epc(payload, "Transfer")));
    }

    [Theory]
    [InlineData("Die Lotung", "")]
    [InlineData("Genève Libre & Fils", "Für die Zeitung - merci à tous")]
    [InlineData("Genève Libre & Fils", "Für die Zeitung, für alle, die hier leben, und für die, die es lesen wollen, wo immer sie sind: zwölf Monate lang eine Seite am Tag.")]
    public async Task A_Swiss_code_reads_byte_for_byte_behind_its_cross(string name, string message)
    {
        var payload = SwissQr.Payload(Creditor with { Name = name }, Swiss, new Money(5000, "CHF"), Reference, message).Value!;

        Assert.Equal(payload, await Zbar.ReadAsync(PayCode.Swiss(payload, "Transfer")));
    }

    [Fact]
    public void The_picture_holds_no_script_and_says_what_it_is()
    {
        var svg = PayCode.Swiss("x", "<script>\"Give\"");

        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", svg, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"&lt;script&gt;", svg, StringComparison.Ordinal);
    }

    private static int Width(string svg) => int.Parse(ViewBox().Match(svg).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    private static string Code(string nine) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ".Select(last => GiftReference.TryRead(nine + last, out var code) ? code : null).Single(c => c is not null)!;

    [GeneratedRegex("viewBox=\"0 0 ([0-9]+) ")]
    private static partial Regex ViewBox();
}
