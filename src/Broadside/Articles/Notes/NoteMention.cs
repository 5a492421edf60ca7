namespace Broadside.Articles.Notes;

/// <summary>A colleague whom a note names: it waits for them until the note is resolved.</summary>
public sealed class NoteMention
{
    public required string NoteId { get; init; }

    public required string StaffId { get; init; }
}
