using Broadside.Articles.Publishing;
using Broadside.Articles.Sharing;
using Broadside.Guard;
using Broadside.Guard.Keys;
using Broadside.Guard.Panic;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Articles.Held;

/// <summary>What Articles registers for changes that wait for a second person.</summary>
internal static class HeldServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ITableMap, HeldMap>();
        services.AddSingleton<LinkRules>();
        services.AddSingleton<EditPace>();
        services.AddSingleton<TellAuthors>();
        services.AddSingleton<HoldChange>();
        services.AddSingleton<ApproveHeld>();
        services.AddSingleton<DropHeld>();
        services.AddSingleton<LetOn>();
        services.AddSingleton<HeldQueries>();
        services.AddSingleton<IInbox, HeldInbox>();
        services.AddSingleton<TakeAwayArticle>();
        services.AddSingleton<IEndsAccess, EndShareLinks>();
        services.AddSingleton<IVersionReturn, ReturnArticleVersion>();
        services.AddSingleton<IVersionReturn, ReturnDirectory>();
        services.AddSingleton(new DeskEntry("held.title", "/desk/held", Right.Publish, 8));
    }

    private sealed class HeldMap : ITableMap
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<HeldChange>(held =>
            {
                held.ToTable("held_changes").HasKey(h => h.Id);
                held.HasOne<Article>().WithMany().HasForeignKey(h => h.ArticleId);
            });
            model.Entity<DeskEdit>().ToTable("desk_edits").HasKey(e => new { e.LoginSession, e.ArticleId });
            model.Entity<EditStop>().ToTable("edit_stops").HasKey(s => s.LoginSession);
        }
    }
}
