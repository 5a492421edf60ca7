using Broadside.Giving.Cheques;
using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Giving.Outgoing;
using Broadside.Giving.Payees;
using Broadside.Giving.Receipts;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Giving.Pages;

/// <summary>What the treasurer's desk needs.</summary>
internal static class GivingDesk
{
    public static void AddGivingDesk(this IServiceCollection services)
    {
        services.AddSingleton<ITableMap, GivingDeskMap>();
        services.AddSingleton(new DeskEntry("money.today.title", "/desk/giving", Right.SeeMoney, 50));
        services.AddSingleton<TreasuryQueries>();
        services.AddSingleton<RecoveryQueries>();
        services.AddSingleton<RaisedQueries>();
        AddGifts(services);
        AddBank(services);
        AddOutgoing(services);
    }

    private static void AddGifts(IServiceCollection services)
    {
        services.AddSingleton<GiftQueries>();
        services.AddSingleton<DonorQueries>();
        services.AddSingleton<EnterGift>();
        services.AddSingleton<AskRefund>();
        services.AddSingleton<IEventHandler, HearRefundAgreed>();
        services.AddSingleton<MergeDonors>();
        services.AddSingleton<ExportDonor>();
        services.AddSingleton<KeepCampaign>();
        services.AddSingleton<KeepFund>();
        services.AddSingleton<SwitchRecipient>();
        services.AddSingleton<SettleItem>();
        services.AddSingleton<VoidReceipt>();
        services.AddSingleton<ReceiptQueries>();
    }

    private static void AddBank(IServiceCollection services)
    {
        services.AddSingleton<WaitingStatements>();
        services.AddSingleton<StatementQueries>();
        services.AddSingleton<SettleLine>();
        services.AddSingleton<ReopenLine>();
        services.AddSingleton<ChequeQueries>();
        services.AddSingleton<TakeCheque>();
        services.AddSingleton<DepositCheques>();
        services.AddSingleton<BounceCheque>();
        services.AddSingleton<WithdrawCheque>();
    }

    private static void AddOutgoing(IServiceCollection services)
    {
        services.AddSingleton<OutgoingClient>();
        services.AddSingleton<GatherNotices>();
        services.AddSingleton<KeepHook>();
        services.AddSingleton<HookQueries>();
        services.AddSingleton<TellHooks>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<TellHooks>());
        services.AddSingleton(new Schedule(TellHooks.JobKind, "* * * * *"));
    }
}
