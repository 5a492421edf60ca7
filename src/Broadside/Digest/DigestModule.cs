using Broadside.Articles.Publishing;
using Broadside.Digest.Archive;
using Broadside.Digest.Composing;
using Broadside.Digest.Ledger;
using Broadside.Digest.Pages;
using Broadside.Digest.Reports;
using Broadside.Digest.Scheduling;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.Inbound;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Digest;

/// <summary>What goes into a digest, the delivery ledger that loses and repeats nothing, and the archive. Takes what Articles published and whom Subscribers confirmed; hands messages to Mail's routes.</summary>
public sealed class DigestModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<ITableMap, DigestMap>();
        services.AddSingleton<ISubjectName, DigestNames>();
        services.AddSingleton(new ShownPage("digest", typeof(DigestView), IsAlone: true));
        services.AddSingleton(new ShownPage("digest-text", typeof(DigestView), IsAlone: true));
        services.AddSingleton<OpenDigest>();
        services.AddSingleton<GatherDigest>();
        services.AddSingleton<ComposeDigest>();
        services.AddSingleton<AddChoices>();
        services.AddSingleton<FreezeDigest>();
        services.AddSingleton<ChangeDigest>();
        services.AddSingleton<ClaimDeliveries>();
        services.AddSingleton<RecoverDeliveries>();
        services.AddSingleton<ReadBodies>();
        services.AddSingleton<SettleDoubt>();
        services.AddSingleton<SendDigest>();
        services.AddSingleton<ISentBy, DeliveryRoute>();
        services.AddSingleton<ArchiveDrafts>();
        services.AddSingleton<DigestArchive>();
        services.AddSingleton<EditDigest>();
        services.AddSingleton<DigestHours>();
        services.AddSingleton<MoveDigest>();
        services.AddSingleton<IJob, DigestClock>();
        services.AddSingleton<IJob, SendDigestJob>();
        services.AddSingleton<SignAhead>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<SignAhead>());
        services.AddSingleton<DigestQueries>();
        services.AddSingleton<DeliveryQueries>();
        services.AddSingleton<ReturnQueries>();
        services.AddSingleton<CountDeliveries>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<CountDeliveries>());
        services.AddSingleton<CountReaders>();
        services.AddSingleton<IEventHandler, HearLeaving>();
        services.AddSingleton<ClearBounces>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<ClearBounces>());
        services.AddSingleton(new Schedule(ClearBounces.JobKind, "41 * * * *"));
        services.AddSingleton<LookAhead>();
        services.AddSingleton<KeepHabits>();
        services.AddSingleton<TestDigest>();
        services.AddSingleton<AlertReaders>();
        services.AddSingleton<INextAct>(provider => provider.GetRequiredService<AlertReaders>());
        services.AddSingleton<IEventHandler, HearPublished>();
        services.AddSingleton(new DeskEntry("today.entry", "/desk/digest", Right.SendDigest, 42));
        services.AddSingleton(new Schedule(DigestClock.JobKind, "* * * * *"));
    }

    public void MapDesk(IEndpointRouteBuilder routes) => DigestPreview.Map(routes);

    public void AddCommands(CommandTree commands)
    {
        DigestCommands.Add(commands);
        DigestReadCommands.Add(commands);
    }
}
