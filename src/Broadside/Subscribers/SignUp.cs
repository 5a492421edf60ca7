namespace Broadside.Subscribers;

/// <summary>What somebody asks for when they sign up.</summary>
public sealed record SignUp
{
    public required string Address { get; init; }

    public Cadence Cadence { get; init; }

    /// <summary>Slugs; none: everything.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>BCP 47; what is not spoken here becomes the outlet's.</summary>
    public string? Language { get; init; }

    /// <summary>IANA; what is none becomes the outlet's.</summary>
    public string? Zone { get; init; }

    /// <summary>0 to 23; anything else: the outlet's hour.</summary>
    public int? Hour { get; init; }

    /// <summary>What they were told, in its words.</summary>
    public string ConsentText { get; init; } = "";

    /// <summary>"form", "command", "import list.csv".</summary>
    public string Source { get; init; } = "form";
}
