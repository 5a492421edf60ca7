using Broadside.Themes;

namespace Broadside.Site.Views;

/// <summary>The "report an error" page: the form, the form with what is missing, or thanks.</summary>
[Shown]
public sealed record ReportView
{
    public required string Action { get; init; }

    /// <summary>The article it is about.</summary>
    public Link? Article { get; init; }

    public bool IsSent { get; init; }

    /// <summary>What is wrong with what was typed, shown at the field.</summary>
    public string? Fault { get; init; }

    public string? Message { get; init; }

    public string? Name { get; init; }

    public string? Contact { get; init; }
}
