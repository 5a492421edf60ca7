using Broadside.Articles;
using Broadside.Record.Dossiers;

namespace Broadside.Site.Dossiers;

/// <summary>Reads a signed dossier and the live versions of its articles, and keeps what they still say. Notes all that it read.</summary>
public sealed class ReadDossier(DossierArchive archive, Catalogue catalogue, ArticleReader reader)
{
    /// <param name="slug">Of a dossier on the list.</param>
    /// <param name="notes">Of what is read.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="draft">Stands in for the live version of that article: a preview.</param>
    /// <returns>Null where there is none, or no good copy of it is left.</returns>
    public async Task<LiveDossier?> RunAsync(string slug, PageNotes notes, CancellationToken cancel, ArticleContent? draft = null)
    {
        notes.Note(DossierArchive.ListSubject);
        notes.Note(PublishedDossier.Subject(slug));
        if (archive.All.FirstOrDefault(d => d.Slug == slug) is not { } line || await archive.ReadAsync(slug, cancel) is not { } dossier)
        {
            return null;
        }
        var articles = new List<ArticleContent>(dossier.Articles.Count);
        foreach (var id in dossier.Articles)
        {
            notes.Note(Article.Subject(id));
            if (draft?.Id == id)
            {
                articles.Add(draft);
            }
            else if (catalogue.ById(id) is { } entry && await reader.ReadAsync(entry, cancel) is { } content)
            {
                articles.Add(content);
            }
        }
        return LiveDossier.Of(dossier, articles, DateTimeOffset.FromUnixTimeSeconds(line.At));
    }
}
