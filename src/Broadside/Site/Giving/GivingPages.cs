using Broadside.Jobs;

namespace Broadside.Site.Giving;

/// <summary>What the pages of donors are made of.</summary>
internal static class GivingPages
{
    public static IServiceCollection AddGiving(this IServiceCollection services)
    {
        services.AddSingleton<RailChoices>();
        services.AddSingleton<ReadGift>();
        services.AddSingleton<GivePage>();
        services.AddSingleton<GiveSteps>();
        services.AddSingleton<DonateFile>();
        services.AddSingleton<IPageSource, OfflineGiving>();
        services.AddSingleton<CheckGivePages>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<CheckGivePages>());
        services.AddSingleton(new Schedule(CheckGivePages.JobKind, "*/10 * * * *"));
        return services;
    }
}
