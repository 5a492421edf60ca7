namespace Broadside.Articles.Pages;

/// <summary>What stands above every screen of one article: where one can go from here.</summary>
/// <param name="Id">The article.</param>
/// <param name="State">Said in words.</param>
/// <param name="HasDraft">Something waits to be published.</param>
/// <param name="Here">Which of the screens this is: "edit", "details", "preview", "history", "record", "translate", "updates", "share" or "publish"; another screen stands under none.</param>
public sealed record ArticleBar(string Id, ArticleState State, string Here, bool HasDraft = true);
