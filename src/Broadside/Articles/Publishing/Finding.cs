namespace Broadside.Articles.Publishing;

/// <summary>Something that the checklist found before publishing: a warning, never a lock.</summary>
/// <param name="Code">Stable, as "tk".</param>
/// <param name="Message">One sentence in English, for the command line.</param>
/// <param name="Place">Id of the block or name of the field that it is about; absent: the whole article.</param>
/// <param name="Detail">What it is about, as a host; part of the message.</param>
public sealed record Finding(string Code, string Message, string? Place = null, string? Detail = null);
