namespace Broadside.Record.Claims;

/// <summary>Why we say that something was then.</summary>
public enum DateBasis
{
    /// <summary>The text says it, or it is counted from a day that the text says.</summary>
    Stated,

    /// <summary>From a vague phrase, as "a few weeks ago": never an exact day.</summary>
    Inferred,

    /// <summary>Before or after another event.</summary>
    Relative,
    Unknown,
}

public enum RelativeOp
{
    Before,
    After,
}
