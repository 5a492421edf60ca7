using System.Collections.Frozen;

namespace Broadside.Record.Reading;

/// <summary>English, Spanish or neither, by the small words that no text is without.</summary>
internal static class TextLanguage
{
    private static readonly FrozenSet<string> English = WordList.Set("the of and to in that is was for on with as by at from his her it be are were has have had this an not but they which will their been said would who after");
    private static readonly FrozenSet<string> Spanish = WordList.Set("el la los las de y que en un una por con para del se su sus es al lo como mas pero ha fue son este esta ante entre sobre tras segun dijo muy ya tambien");
    private static readonly FrozenSet<string> Others = WordList.Set("le les des et est dans une pour qui sur avec der die das und ist nicht ein eine mit von zu den dem auf il di che per non della sono nel gli um uma com nao mais foi pelo ao os het een van niet dat");

    public static string Of(IEnumerable<TextLine> lines)
    {
        var (english, spanish) = (0, 0);
        foreach (var line in lines)
        {
            var (en, es, _) = Count(line);
            english += en;
            spanish += es;
        }
        return spanish > english ? "es" : "en";
    }

    /// <summary>True for a line of some length that is plainly in another language than the text.</summary>
    public static bool IsForeign(TextLine line, string language)
    {
        if (line.Tokens.Length < 8)
        {
            return false;
        }
        var (english, spanish, others) = Count(line);
        var (own, foreign) = language == "es" ? (spanish, Math.Max(english, others)) : (english, Math.Max(spanish, others));
        return foreign >= 4 && foreign > own * 2;
    }

    private static (int English, int Spanish, int Others) Count(TextLine line)
    {
        var counts = (English: 0, Spanish: 0, Others: 0);
        foreach (var token in line.Tokens)
        {
            counts.English += English.Contains(token.Low) ? 1 : 0;
            counts.Spanish += Spanish.Contains(token.Low) ? 1 : 0;
            counts.Others += Others.Contains(token.Low) ? 1 : 0;
        }
        return counts;
    }
}
