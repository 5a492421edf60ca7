using Broadside.Articles;
using Broadside.Themes;

namespace Broadside.Site.Search;

/// <param name="Entry">Live when it was found.</param>
/// <param name="Content">Signed and verified.</param>
/// <param name="Excerpt">The passage around what was asked for, the words in <c>mark</c>; empty where only title or people have them.</param>
public sealed record SearchResult(CatalogueEntry Entry, ArticleContent Content, Html Excerpt);
