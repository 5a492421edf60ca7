using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.Dkim;
using Broadside.Mail.Inbound;
using Broadside.Mail.Letters;
using Broadside.Mail.Routes;
using Broadside.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Mail;

/// <summary>Messages out through any number of routes, signed, each recorded before it is sent; what comes back is understood. Knows no subscriber: it tells of bounces by token.</summary>
public sealed class MailModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings.Read<MailSettings>("Mail"));
        services.AddSingleton<ITableMap, MailMap>();
        services.AddSingleton<Sender>();
        services.AddSingleton<MailToken>();
        services.AddSingleton<DkimKeys>();
        services.AddSingleton<MailRoutes>();
        services.AddSingleton<ComposeLetter>();
        services.AddSingleton<PostLetter>();
        services.AddSingleton<SendLetters>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<SendLetters>());
        AddInbound(services);
    }

    private static void AddInbound(IServiceCollection services)
    {
        services.AddSingleton<TakeReturn>();
        services.AddSingleton<ISentBy, LetterRoute>();
        services.AddSingleton<IEventHandler, StopRefusedRoute>();
        services.AddSingleton<ListenForReturns>();
        services.AddHostedService(provider => provider.GetRequiredService<ListenForReturns>());
    }

    public void AddCommands(CommandTree commands) => MailCommands.Add(commands);
}
