using Broadside.Site.Giving.Continue;
using Broadside.Themes;

namespace Broadside.Site.Giving.Mine;

/// <summary>The pages of somebody who gives already.</summary>
internal static class MinePages
{
    public static IReadOnlyList<ShownPage> All { get; } =
    [
        new("mine", typeof(MineView)),
        new("mine-receipt", typeof(MineReceiptView)),
        new("continue", typeof(ContinueView)),
    ];

    public static IServiceCollection AddMinePages(this IServiceCollection services)
    {
        services.AddSingleton<MinePage>();
        services.AddSingleton<ContinuePage>();
        return services;
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        AnswerMine.Map(routes);
        AnswerContinue.Map(routes);
    }
}
