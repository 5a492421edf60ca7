using System.Globalization;
using System.Text;
using Broadside.Record.Actors;
using Broadside.Record.Reading;

namespace Broadside.RecordBench;

/// <summary>Makes other articles out of a few, and a directory of names: the same at every run.</summary>
internal static class Variations
{
    private static readonly string[] First = ["Marta", "Peter", "Ana", "John", "Luis", "Clara", "Omar", "Nadia", "Igor", "Paula", "Chen", "Ruth", "Diego", "Sofía", "Karl", "Amira"];
    private static readonly string[] Starts = ["Ol", "Var", "Ben", "Cas", "Dur", "Fer", "Gal", "Hol", "Iba", "Jan", "Kor", "Lun", "Mor", "Nar", "Ost", "Pal", "Quin", "Ros", "Sal", "Tor"];
    private static readonly string[] Ends = ["medo", "gas", "nett", "tillo", "ran", "nández", "vez", "berg", "ñez", "sen", "ová", "dquist", "eno", "váez", "rowski", "mer", "tana", "setti", "cedo", "res"];

    /// <summary>As many aliases as asked: a third of them full names, the others surnames with an initial and bodies with their acronyms.</summary>
    public static ActorDirectory Directory(int aliases) => new(Enumerable.Range(0, aliases / 3).Select(i => new DirectoryActor
    {
        Id = "a" + i.ToString(CultureInfo.InvariantCulture),
        Kind = i % 4 == 3 ? ActorKind.Org : ActorKind.Person,
        Name = i % 4 == 3 ? $"{Surname(i)} Institute of {Surname(i / 7)}" : $"{First[i % First.Length]} {Surname(i)}",
        Aliases = [new KnownName($"{First[i % First.Length][0]}. {Surname(i)}"), new KnownName(Surname(i) + (i % 4 == 3 ? " Institute" : $" {Surname(i / 3)}"))],
    }));

    /// <summary>The text with other names, years and order of its paragraphs.</summary>
    public static SourceText Of(SourceText text, int number)
    {
        var blocks = text.Blocks.Select((b, i) => b with { Text = Vary(b.Text, number) }).ToList();
        var turn = blocks.Count == 0 ? 0 : number % blocks.Count;
        return text with { Published = text.Published?.AddDays(number % 3000), Blocks = [.. blocks.Skip(turn), .. blocks.Take(turn)] };
    }

    public static SourceText LongArticle(IReadOnlyList<SourceBlock> blocks, int number, int characters)
    {
        var article = new List<SourceBlock>();
        for (var (i, length) = (number * 7, 0); length < characters; i++)
        {
            var text = Vary(blocks[i % blocks.Count].Text, number);
            article.Add(new SourceBlock($"b{article.Count}", BlockKind.Body, text));
            length += text.Length;
        }
        return new SourceText { Language = "en", Published = new DateOnly(2025, 7, 8), Blocks = article };
    }

    private static string Surname(int i) => Starts[i % 20] + Ends[i / 20 % 20] + (i < 400 ? "" : Ends[i / 400 % 20]);

    // Every ninth capital word becomes a name of the directory, and digits turn: other tokens, the same shape.
    private static string Vary(string text, int number)
    {
        if (number == 0)
        {
            return text;
        }
        var varied = new StringBuilder(text.Length);
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word.Length > 3 && word.All(char.IsLetter) && char.IsUpper(word[0]) && (i + number) % 9 == 0)
            {
                word = Surname((number * 31) + i);
            }
            else if (word.Length == 4 && word.All(char.IsAsciiDigit))
            {
                word = (1950 + (number + i) % 80).ToString(CultureInfo.InvariantCulture);
            }
            varied.Append(i == 0 ? "" : " ").Append(word);
        }
        return varied.ToString();
    }
}
