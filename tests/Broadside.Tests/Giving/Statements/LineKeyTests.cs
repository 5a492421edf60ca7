using System.Text;
using Broadside.Giving.Statements;

namespace Broadside.Tests.Giving.Statements;

public sealed class LineKeyTests
{
    private const string First = ":20:A\n:25:DE1\n:60F:C260101EUR0,\n";
    private const string Gift = ":61:2601020102C5,NTRFNONREF\n:86:gift from Ana\n";
    private const string Numbered = ":61:2601020102C5,NTRFNONREF//B7\n:86:gift from Ana\n";

    [Fact]
    public void The_same_line_has_the_same_key_in_another_file()
    {
        // The other file has days before and after, and breaks the text elsewhere.
        var one = Keys(First + Gift + Gift);
        var other = Keys(":20:B\n:25:DE1\n:60F:C251231EUR0,\n:61:2512310101C5,NTRFNONREF\n:86:gift from Ana\n" + Gift + Gift.Replace("gift from", "gift  from\n", StringComparison.Ordinal) + ":61:2601030103C5,NTRFNONREF\n:86:gift from Ana\n");

        Assert.Equal(one, other[1..3]);
        Assert.Equal(4, other.Distinct().Count());
    }

    [Fact]
    public void A_line_that_is_alike_but_for_one_thing_has_another_key()
    {
        string[] files =
        [
            First + Gift,
            First.Replace("DE1", "DE2", StringComparison.Ordinal) + Gift,
            First.Replace("EUR", "USD", StringComparison.Ordinal) + Gift,
            First + Gift.Replace("C5,", "C5,01", StringComparison.Ordinal),
            First + Gift.Replace("C5,", "D5,", StringComparison.Ordinal),
            First + Gift.Replace("Ana", "Ben", StringComparison.Ordinal),
            First + Gift.Replace("2601020102", "2601020103", StringComparison.Ordinal),
            First + Gift.Replace("C5,", "EC5,", StringComparison.Ordinal),
            First + Numbered,
            First + Numbered.Replace("B7", "B8", StringComparison.Ordinal),
        ];

        Assert.Equal(files.Length, files.SelectMany(Keys).Distinct().Count());
    }

    [Fact]
    public void What_the_bank_numbers_is_one_line_whatever_it_writes_beside() =>
        Assert.Equal(Keys(First + Numbered), Keys(First + Numbered.Replace("gift from Ana", "GIFT", StringComparison.Ordinal)));

    [Fact]
    public void One_number_for_a_batch_does_not_make_one_line_of_it() => Assert.Equal(3, Keys(First + Numbered + Numbered + Numbered.Replace("C5,", "C6,", StringComparison.Ordinal)).Distinct().Count());

    [Fact]
    public void A_statement_that_stands_twice_in_a_file_is_one_and_its_pages_are_two()
    {
        Assert.Single(Keys(First + Gift + First + Gift).Distinct());
        Assert.Equal(2, Keys(First + Gift + ":20:A\n:25:DE1\n:60M:C260102EUR5,\n" + Gift).Distinct().Count());
    }

    private static List<string> Keys(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return [.. StatementReader.Read(stream).Statements.SelectMany(s => s.Lines).Select(l => l.Key)];
    }
}
