using Broadside.Giving.Gifts;
using Broadside.Giving.Guarding;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Giving.Offer;

/// <summary>What the pages of donors need of the house.</summary>
internal static class OfferServices
{
    public static IServiceCollection AddOffer(this IServiceCollection services)
    {
        services.AddSingleton<ITableMap, CampaignTotalMap>();
        services.AddSingleton<GiftOffer>();
        services.AddSingleton<IOpening>(provider => provider.GetRequiredService<GiftOffer>());
        services.AddHostedService<RenewOffer>();
        services.AddSingleton<CountCampaigns>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<CountCampaigns>());
        services.AddSingleton(new Schedule(CountCampaigns.JobKind, "*/15 * * * *"));
        services.AddSingleton<AttemptQueries>();
        services.AddSingleton<SayTransferSent>();
        services.AddSingleton<GiftAddress>();
        services.AddSingleton<GiftLimit>();
        services.AddSingleton<GiftQuestion>();
        services.AddSingleton<RailPressure>();
        services.AddSingleton<GiftGuard>();
        return services;
    }
}
