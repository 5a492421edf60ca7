namespace Broadside.Articles.Rewriting;

/// <summary>
/// One change to many articles at once: looked through first, then shown in numbers, done when a person says so, in steps that
/// survive the program's end; taken back by a person too.
/// </summary>
public sealed class Rewrite
{
    public required string Id { get; init; }

    /// <summary>As <c>text</c>, <c>name</c> or <c>media</c>: the kind of its <see cref="RewriteSpec"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>JSON of the <see cref="RewriteSpec"/>.</summary>
    public required string Spec { get; init; }

    public RewriteState State { get; set; }

    /// <summary>Counts the steps: a job that comes for one that is done already does nothing.</summary>
    public int Step { get; set; }

    /// <summary>Id of the last article of the step before.</summary>
    public string Position { get; set; } = "";

    /// <summary>How many articles were looked through.</summary>
    public int Looked { get; set; }

    /// <summary>Published articles and pages that change: each gets a new signed version.</summary>
    public int Live { get; set; }

    public int Drafts { get; set; }

    /// <summary>Of the drafts, those that are scheduled: they come out as they were approved.</summary>
    public int Scheduled { get; set; }

    /// <summary>Places that change, in all of them.</summary>
    public int Hits { get; set; }

    /// <summary>How many of them are done, or taken back.</summary>
    public int Done { get; set; }

    /// <summary>How many were left as they are: there was nothing to change any more, or somebody edited them since.</summary>
    public int Skipped { get; set; }

    public required string Who { get; init; }

    public required string WhoName { get; init; }

    /// <summary>Who answers for links that it brings: whoever began it with a passkey shown just now, or the operator. Null: such links wait for a second person.</summary>
    public string? VouchedBy { get; set; }

    /// <summary>Since when an owner is asked to begin it, because it changes more articles than who wanted it may.</summary>
    public DateTimeOffset? OwnerAskedAt { get; set; }

    /// <summary>The site key's signature over what a person agreed to; empty while nobody has.</summary>
    public string Approval { get; set; } = "";

    public DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Whether a job is at it.</summary>
    public bool IsAtWork => State is RewriteState.Looking or RewriteState.Running or RewriteState.Undoing;

    public int All => Live + Drafts;
}

public enum RewriteState
{
    Looking,

    /// <summary>Looked through; a person decides.</summary>
    Ready,
    Running,
    Done,
    Undoing,
    Undone,
    Dropped,
}
