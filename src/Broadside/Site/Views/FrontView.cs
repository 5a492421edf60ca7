using Broadside.Articles.Views;
using Broadside.Site.Giving;
using Broadside.Themes;

namespace Broadside.Site.Views;

[Shown]
public sealed record FrontView
{
    /// <summary>Absent while nothing is published.</summary>
    public Teaser? Lead { get; init; }

    /// <summary>What stands beside the lead, with pictures: none to two.</summary>
    public IReadOnlyList<Teaser> Second { get; init; } = [];

    /// <summary>What stands under the lead, in words alone: none or two.</summary>
    public IReadOnlyList<Teaser> Under { get; init; } = [];

    public IReadOnlyList<FrontSection> Sections { get; init; } = [];

    /// <summary>The newest articles, shown as a column with times. Not those of the lead and second rank when there is little else.</summary>
    public IReadOnlyList<LatestDay> Latest { get; init; } = [];

    /// <summary>Where older ones are: the archive of the newest month.</summary>
    public string? Archive { get; init; }

    public FrontCorrection? Correction { get; init; }

    /// <summary>The campaign that runs now, with its published total.</summary>
    public GiveCampaign? Campaign { get; init; }
}
