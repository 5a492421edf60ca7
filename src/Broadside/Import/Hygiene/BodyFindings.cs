using Broadside.Articles.Body;

namespace Broadside.Import.Hygiene;

/// <summary>Parts what the HTML reader noted into what was hidden or foreign (hygiene) and what merely has no block (warnings).</summary>
internal static class BodyFindings
{
    public static (IReadOnlyList<HygieneFinding> Hygiene, IReadOnlyList<ImportWarning> Warnings) Of(ReadBody body, string title, string item)
    {
        var hygiene = new List<HygieneFinding>(HiddenHints.Of(title, body.Blocks, item));
        var warnings = new List<ImportWarning>();
        foreach (var note in body.Notes)
        {
            if (note.Code is ReadCode.NoBlock or ReadCode.Deep or ReadCode.Style or ReadCode.Form or ReadCode.EmptyLink)
            {
                warnings.Add(new ImportWarning(note.Code, item, note.Text is { Length: > 0 } text ? $"{note.Message} “{text}”" : note.Message));
            }
            else
            {
                hygiene.Add(new HygieneFinding(note.Code, item, note.Domain, note.Text, note.Message));
            }
        }
        return (hygiene, warnings);
    }
}
