using Broadside.Giving;
using Broadside.Giving.Offer;
using Broadside.Site.Pages;
using Broadside.Themes;

namespace Broadside.Site.Giving;

/// <summary>A campaign as readers see it: the total that was published last, never the books of this moment.</summary>
public static class GiveCampaigns
{
    /// <param name="setting">What the page is made within.</param>
    /// <param name="offered">With its total.</param>
    /// <param name="withNames">False on pages that are kept: who asks to be forgotten is gone at once.</param>
    public static GiveCampaign View(Setting setting, OfferedCampaign offered, bool withNames)
    {
        var words = setting.Words;
        var goal = MoneyText.Of(words, offered.Goal);
        return new GiveCampaign(
            offered.Campaign.Title,
            offered.Campaign.Goal > 0 ? words.Text("give.raised-of", ("raised", MoneyText.Of(words, offered.Raised)), ("goal", goal)) : words.Text("give.raised", ("raised", MoneyText.Of(words, offered.Raised))),
            offered.Percent,
            offered.Givers > 0 ? words.Count("give.givers", offered.Givers) : null,
            offered.Campaign.EndsAt is { } end ? words.Text("give.ends", ("date", setting.When(end).Text)) : null,
            offered.AsOf is { } asOf ? words.Text("give.counted", ("date", setting.When(asOf).Full)) : null,
            withNames && offered.Latest.Count > 0 ? words.Text("give.latest", ("names", words.Together(offered.Latest))) : null,
            $"{GivePage.Path}?campaign={Uri.EscapeDataString(offered.Campaign.Id)}",
            goal);
    }
}
