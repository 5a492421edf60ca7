using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Letters;
using Broadside.Giving.Notices;
using Broadside.Giving.Offer;
using Broadside.Giving.Pages;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Giving.Rails.BtcPay;
using Broadside.Giving.Rails.PayPal;
using Broadside.Giving.Rails.Stripe;
using Broadside.Giving.Receipts;
using Broadside.Giving.References;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Giving;

/// <summary>Money that readers give: rails that fail over, double-entry books, receipts. Takes a donor's choices and what rails and banks tell; gives totals, receipts and the state of every gift.</summary>
public sealed class GivingModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        var giving = settings.Read<GivingSettings>("Giving");
        services.AddSingleton(giving);
        services.AddSingleton<ITableMap, GivingMap>();
        services.AddSingleton<ITableMap, StatementMap>();
        AddBooks(services);
        AddGifts(services);
        AddRails(services);
        AddProcessors(services, giving);
        AddPayout(services);
        services.AddOffer();
        services.AddGivingLetters();
        services.AddGivingDesk();
    }

    public void AddCommands(CommandTree commands) => GivingCommands.Add(commands);

    public void MapRoutes(IEndpointRouteBuilder routes) => AnswerHooks.Map(routes);

    private static void AddGifts(IServiceCollection services)
    {
        services.AddSingleton<FormTokens>();
        services.AddSingleton<FindDonor>();
        services.AddSingleton<StartGift>();
        services.AddSingleton<EraseDonor>();
        services.AddSingleton<RefundGift>();
        services.AddSingleton<MovePlan>();
        services.AddSingleton<GiftWall>();
        services.AddSingleton<NewReference>(provider => () => GiftReference.New(provider.GetRequiredService<Ids>()));
    }

    private static void AddRails(IServiceCollection services)
    {
        services.AddSingleton<RailBoard>();
        services.AddSingleton<IOpening>(provider => provider.GetRequiredService<RailBoard>());
        services.AddSingleton<DriveMode>();
        services.AddSingleton<RehearseCut>();
        services.AddSingleton<ICheck, CheckGiving>();
        services.AddSingleton<ApplyFacts>();
        services.AddSingleton<AskRail>();
        services.AddSingleton<TakeNotice>();
        services.AddSingleton<BadNotices>();
        AddJob<ProbeRails>(services, ProbeRails.JobKind, "* * * * *");
        AddJob<WatchRails>(services, WatchRails.JobKind, "11 * * * *");
        AddJob<TakeNotices>(services, TakeNotices.JobKind, "* * * * *");
        AddJob<PollAttempts>(services, PollAttempts.JobKind, "*/5 * * * *");
        AddJob<Reconcile>(services, Reconcile.JobKind, "40 3 * * *");
    }

    // In the order in which they are offered. Only those that are set up.
    private static void AddProcessors(IServiceCollection services, GivingSettings giving)
    {
        if (giving.Stripe is { Key: { Length: > 0 } key } stripe)
        {
            services.AddSingleton<IRail>(provider => new StripeRail(stripe, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton(new RailKey(StripeRail.Id, stripe.Api, stripe.Account, stripe.Recipient, key));
        }
        if (giving.PayPal is { Client: { Length: > 0 } client } paypal)
        {
            services.AddSingleton<IRail>(provider => new PayPalRail(paypal, provider.GetRequiredService<OutboundSwitch>().MayAsync, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton(new RailKey(PayPalRail.Id, paypal.Api, paypal.Account, paypal.Recipient, $"{client}\n{paypal.Secret}"));
        }
        if (giving.BtcPay is { Url: { Length: > 0 } url } store)
        {
            services.AddSingleton<IRail>(provider => new BtcPayRail(store, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton(new RailKey(BtcPayRail.Id, url, store.Store, store.Recipient, store.Key ?? ""));
        }
    }

    private static void AddPayout(IServiceCollection services)
    {
        services.AddSingleton<ChangePayout>();
        services.AddSingleton<ConfirmRails>();
        services.AddSingleton<IOpening>(provider => provider.GetRequiredService<ConfirmRails>());
        services.AddSingleton<IRailSource, PayoutRails>();
        services.AddSingleton<IEventHandler, HearPayoutAgreed>();
        services.AddSingleton<PostLines>();
        services.AddSingleton<IPostLines>(provider => provider.GetRequiredService<PostLines>());
        services.AddSingleton<ImportStatement>();
        services.AddSingleton<UndoImport>();
        AddJob<ApplyPayoutChanges>(services, ApplyPayoutChanges.JobKind, "* * * * *");
    }

    private static void AddJob<T>(IServiceCollection services, string kind, string cron)
        where T : class, IJob
    {
        services.AddSingleton<T>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<T>());
        services.AddSingleton(new Schedule(kind, cron));
    }

    private static void AddBooks(IServiceCollection services)
    {
        services.AddSingleton<PostFacts>();
        services.AddSingleton<LedgerQueries>();
        services.AddSingleton<ExportLedger>();
        AddJob<IssueReceipts>(services, IssueReceipts.JobKind, "* * * * *");
    }
}
