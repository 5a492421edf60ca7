namespace Broadside.Import;

/// <summary>A picture or file that an imported article shows and that is not in the library yet. The queue of <c>--fetch</c>: a row stays until its file is here.</summary>
public sealed class MissingFile
{
    /// <summary>Id of the article or page.</summary>
    public required string Target { get; init; }

    /// <summary>The one name of the file: host and path without scheme, size and proxy.</summary>
    public required string FileKey { get; init; }

    /// <summary>Where it can be fetched.</summary>
    public required string Address { get; init; }

    /// <summary>The run that asked for it last.</summary>
    public string? Run { get; set; }

    public int Attempts { get; set; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Error { get; set; }
}
