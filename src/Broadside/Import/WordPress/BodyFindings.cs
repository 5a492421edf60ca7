using Broadside.Articles.Body;

namespace Broadside.Import.WordPress;

/// <summary>Parts what the HTML reader noted into what was hidden or foreign (hygiene) and what merely has no block (warnings).</summary>
internal static class BodyFindings
{
    public static (IReadOnlyList<HygieneFinding> Hygiene, IReadOnlyList<ImportWarning> Warnings) Of(IReadOnlyList<ReadNote> notes, string item)
    {
        if (notes.Count == 0)
        {
            return ([], []);
        }
        var hygiene = new List<HygieneFinding>();
        var warnings = new List<ImportWarning>();
        foreach (var note in notes)
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
