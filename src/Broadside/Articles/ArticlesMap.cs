using Broadside.Articles.Review;
using Broadside.Articles.Rewriting;
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
