using Broadside.Themes;

namespace Broadside.Site.Giving;

/// <summary>Where to send money without any processor.</summary>
[Shown]
public sealed record OfflineView
{
    public required string Title { get; init; }

    public required string Intro { get; init; }

    public IReadOnlyList<OfflineRecipient> Recipients { get; init; } = [];

    /// <summary>Which signed version it shows.</summary>
    public string Signed { get; init; } = "";

    /// <summary>The same for machines.</summary>
    public string File { get; init; } = "";
}

[Shown]
public sealed record OfflineRecipient(string Name, string Tax, IReadOnlyList<TransferAccount> Accounts);

/// <param name="Title">"Bank transfer".</param>
/// <param name="Rows">What to write where.</param>
/// <param name="Codes">For apps.</param>
[Shown]
public sealed record TransferAccount(string Title, IReadOnlyList<TransferRow> Rows, IReadOnlyList<TransferCode> Codes);

/// <param name="IsNumber">Figures that are copied or read out.</param>
[Shown]
public sealed record TransferRow(string Label, string Text, bool IsNumber = false);

/// <param name="Title">Which kind it is.</param>
/// <param name="Picture">An <c>svg</c>.</param>
[Shown]
public sealed record TransferCode(string Title, Html Picture, string Hint);
