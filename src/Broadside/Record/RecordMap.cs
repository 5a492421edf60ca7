using Broadside.Articles;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Record.Suggesting;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record;

internal sealed class RecordMap : ITableMap
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Dossier>().ToTable("dossiers").HasKey(d => d.Slug);
        // Told what belongs to what, EF writes in that order.
        model.Entity<DossierArticle>(row =>
        {
            row.ToTable("dossier_articles").HasKey(a => new { a.Dossier, a.Article });
            row.HasOne<Dossier>().WithMany().HasForeignKey(a => a.Dossier);
            row.HasOne<Article>().WithMany().HasForeignKey(a => a.Article);
        });
        model.Entity<ActorRow>().ToTable("actors").HasKey(a => a.Id);
        model.Entity<ActorAlias>(row =>
        {
            row.ToTable("actor_aliases").HasKey(a => new { a.Actor, a.Folded });
            row.HasOne<ActorRow>().WithMany().HasForeignKey(a => a.Actor);
        });
        model.Entity<ActorRole>(row =>
        {
            row.ToTable("actor_roles").HasKey(r => r.Id);
            row.HasOne<ActorRow>().WithMany().HasForeignKey(r => r.Actor);
        });
        model.Entity<EventRow>().ToTable("events").HasKey(e => e.Id);
        model.Entity<EventActor>(row =>
        {
            row.ToTable("event_actors").HasKey(e => new { e.Event, e.Actor, e.Part });
            row.HasOne<EventRow>().WithMany().HasForeignKey(e => e.Event);
            row.HasOne<ActorRow>().WithMany().HasForeignKey(e => e.Actor).OnDelete(DeleteBehavior.NoAction);
        });
        model.Entity<QuoteRow>().ToTable("quotes").HasKey(q => q.Id);
        model.Entity<SourceRow>().ToTable("sources").HasKey(s => s.Id);
        model.Entity<AnchorRow>(row =>
        {
            row.ToTable("anchors").HasKey(a => a.Id);
            row.HasOne<Article>().WithMany().HasForeignKey(a => a.Article);
        });
        model.Entity<SuggestionRow>(row =>
        {
            row.ToTable("suggestions").HasKey(s => s.Id);
            row.HasOne<Article>().WithMany().HasForeignKey(s => s.Article);
        });
        model.Entity<ReadBlock>(row =>
        {
            row.ToTable("read_blocks").HasKey(b => new { b.Article, b.Block });
            row.HasOne<Article>().WithMany().HasForeignKey(b => b.Article);
        });
    }
}
