namespace Broadside.Import.Uploads;

/// <summary>Files that somebody sent from the desk to be imported: tried first, brought over when a person says so, taken back by a person too.</summary>
public sealed class ImportUpload
{
    public required string Id { get; init; }

    /// <summary>"wordpress", "page".</summary>
    public required string Platform { get; init; }

    /// <summary>What the sender calls the files, for people.</summary>
    public required string Source { get; init; }

    /// <summary>JSON array of the SHA-256 and name of each file, in order.</summary>
    public required string Files { get; init; }

    public required long Bytes { get; init; }

    /// <summary>JSON of the <see cref="UploadWishes"/>.</summary>
    public required string Wishes { get; init; }

    public ImportUploadState State { get; set; }

    /// <summary>Counts the states: a job that comes for an earlier one does nothing.</summary>
    public int Step { get; set; }

    /// <summary>JSON of the report of the trial.</summary>
    public string? Trial { get; set; }

    /// <summary>Id of the run that brought it over.</summary>
    public string? Run { get; set; }

    /// <summary>Why the files were not taken, or what could not be taken back.</summary>
    public string? Refusal { get; set; }

    public required string Who { get; init; }

    public required string WhoName { get; init; }

    /// <summary>The site key's signature over what a person agreed to.</summary>
    public string Approval { get; set; } = "";

    public DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public bool IsAtWork => State is ImportUploadState.Trying or ImportUploadState.Running or ImportUploadState.Undoing;
}

public enum ImportUploadState
{
    /// <summary>Read and reported on, nothing written.</summary>
    Trying,

    /// <summary>The report stands; a person decides.</summary>
    Ready,
    Refused,
    Running,
    Done,
    Undoing,
    Undone,
    Dropped,
}
