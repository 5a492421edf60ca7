using Broadside.Articles.Notes;
using Broadside.Articles.Publishing;
using Broadside.Articles.Review;
using Broadside.Articles.Rewriting;
using Broadside.Articles.Sharing;
using Broadside.Articles.Translating;
using Broadside.Articles.Writing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

internal sealed class ArticlesMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Article>(article =>
        {
            article.ToTable("articles").HasKey(a => a.Id);
            article.Ignore(a => a.IsPublished);
        });
        model.Entity<Draft>().ToTable("drafts").HasKey(d => d.ArticleId);
        model.Entity<EarlierText>().ToTable("earlier_texts").HasKey(t => new { t.ArticleId, t.Revision });
        // Told that they belong to one, EF writes a new article before them.
        model.Entity<ArticleWriter>(row =>
        {
            row.ToTable("article_writers").HasKey(w => new { w.ArticleId, w.StaffId });
            row.HasOne<Article>().WithMany().HasForeignKey(w => w.ArticleId);
        });
        model.Entity<ArticleLock>().ToTable("article_locks").HasKey(l => l.ArticleId);
        model.Entity<ArticleNote>().ToTable("article_notes").HasKey(n => n.Id);
        model.Entity<NoteMention>().ToTable("note_mentions").HasKey(m => new { m.NoteId, m.StaffId });
        model.Entity<LinkLook>().ToTable("link_looks").HasKey(l => new { l.ArticleId, l.Address });
        model.Entity<ShareLink>().ToTable("share_links").HasKey(s => s.Id);
        model.Entity<Translation>(row =>
        {
            row.ToTable("translations").HasKey(t => t.ArticleId);
            row.HasOne<Article>().WithMany().HasForeignKey(t => t.ArticleId);
        });
        model.Entity<ReviewStep>().ToTable("review_steps").HasKey(s => s.Id);
        model.Entity<Person>().ToTable("people").HasKey(p => p.Slug);
        model.Entity<Topic>().ToTable("topics").HasKey(t => t.Slug);
        model.Entity<Rewrite>(rewrite =>
        {
            rewrite.ToTable("rewrites").HasKey(r => r.Id);
            rewrite.Ignore(r => r.IsAtWork).Ignore(r => r.All);
        });
        model.Entity<RewriteItem>().ToTable("rewrite_items").HasKey(i => new { i.RewriteId, i.ArticleId });
        model.Entity<Comment>().ToTable("comments").HasKey(c => c.Id);
    }
}
