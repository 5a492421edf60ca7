using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mirror.Auditing;
using Broadside.Mirror.Editions;
using Broadside.Mirror.Following;
using Broadside.Mirror.Moving;
using Broadside.Mirror.Pushing;
using Broadside.Mirror.Reading;
using Broadside.Mirror.Verifying;
using Broadside.Mirror.Witness;
using Broadside.Site;
using Broadside.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Mirror;

/// <summary>The whole site as signed files, which anybody can host and check. Takes pages from Site; feeds mirrors, volunteers and checkers.</summary>
public sealed class MirrorModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings.Read<MirrorSettings>("Mirror"));
        services.AddEditions();
        services.AddPushing();
        services.AddAuditing();
        services.AddReading();
        services.AddSingleton<MoveSite>();
        services.AddSingleton<IPageSource, MovedFile>();
        services.AddSingleton<IPageSource, FormerFile>();
        services.AddWitness();
    }

    public void AddWebServices(IServiceCollection services) => services.AddHostedService(provider => provider.GetRequiredService<KeepEdition>());

    public void MapRoutes(IEndpointRouteBuilder routes) => EditionFiles.Map(routes);

    public void AddCommands(CommandTree commands)
    {
        EditionCommands.Add(commands);
        VerifyCommand.Add(commands);
        FollowingCommands.Add(commands);
        MoveCommands.Add(commands);
        MirrorCommands.Add(commands);
    }
}
