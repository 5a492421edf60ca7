using Broadside.Guard.Panic;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Guard.Keys;

/// <summary>What Guard registers for keys and the freeze.</summary>
internal static class KeyServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ITableMap, KeyMap>();
        services.AddSingleton<Freeze>();
        services.AddSingleton<IOpening, OpenFreeze>();
        services.AddSingleton<TurnKey>();
        services.AddSingleton<CertifySiteKey>();
        services.AddSingleton<PublishKeyFacts>();
        services.AddSingleton<RotateKey>();
        services.AddSingleton<RevokeKey>();
        services.AddSingleton<ReturnVersion>();
        services.AddSingleton<DoubtVersions>();
        services.AddSingleton<SettleDoubted>();
        services.AddSingleton<MarkEdition>();
        services.AddSingleton<ExportKeys>();
        services.AddSingleton<ImportKeys>();
        services.AddSingleton<ICheck, CheckKeys>();
    }

    private sealed class KeyMap : ITableMap
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<KeyTurnRow>().ToTable("key_turns").HasKey(t => t.Id);
            model.Entity<EditionMark>(mark =>
            {
                mark.ToTable("edition_marks").HasKey(m => m.Number);
                mark.Property(m => m.Number).ValueGeneratedNever();
            });
            model.Entity<DoubtedVersion>(doubted =>
            {
                doubted.ToTable("doubted_versions").HasKey(d => d.Seq);
                doubted.Property(d => d.Seq).ValueGeneratedNever();
            });
            model.Entity<PanicRow>().ToTable("panics").HasKey(p => p.Id);
        }
    }
}
