using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.AlarmTelling;
using Broadside.Mail.Checks;
using Broadside.Mail.Dkim;
using Broadside.Mail.Inbound;
using Broadside.Mail.Inbound.Hooks;
using Broadside.Mail.Letters;
using Broadside.Mail.Pages;
using Broadside.Mail.Routes;
using Broadside.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Mail;

/// <summary>Messages out through any number of routes, signed, each recorded before it is sent; what comes back is understood. Knows no subscriber: it tells of bounces by token.</summary>
public sealed class MailModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        var mail = settings.Read<MailSettings>("Mail");
        services.AddSingleton(mail);
        if (mail.Inbound.Host is not null)
        {
            services.AddSingleton(new Schedule(FetchReturns.JobKind, "* * * * *"));
        }
        if (mail.Inbound.Listen is { Length: > 0 } listen)
        {
            _ = ListenForReturns.Address(listen);
        }
        services.AddSingleton<ITableMap, MailMap>();
        services.AddSingleton<Sender>();
        services.AddSingleton<MailToken>();
        services.AddSingleton<DkimKeys>();
        services.AddSingleton<MailRoutes>();
        services.AddSingleton<ComposeLetter>();
        services.AddSingleton<PostLetter>();
        services.AddSingleton<ForgetLetters>();
        services.AddSingleton<ForgetOutbox>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<ForgetOutbox>());
        services.AddSingleton<SendLetters>();
        services.AddSingleton<SettleLetter>();
        services.AddSingleton<LetterQueries>();
        services.AddSingleton<ResumeRoute>();
        services.AddSingleton<OutboxFolder>();
        services.AddSingleton(new DeskEntry("mail.title", "/desk/mail", Right.SendDigest, 43));
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<SendLetters>());
        AddInbound(services);
        AddChecks(services);
        services.AddAlarmTelling();
    }

    public void MapDesk(IEndpointRouteBuilder routes) => OneMail.Map(routes);

    private static void AddChecks(IServiceCollection services)
    {
        services.AddSingleton<MailDns>();
        services.AddSingleton<ICheck, CheckMailRecords>();
        services.AddSingleton<ICheck, CheckMailRoutes>();
    }

    private static void AddInbound(IServiceCollection services)
    {
        services.AddSingleton<TakeReturn>();
        services.AddSingleton<TakeRefusal>();
        services.AddSingleton<ISentBy, LetterRoute>();
        services.AddSingleton<IEventHandler, StopRefusedRoute>();
        services.AddSingleton<IMailbox, ImapMailbox>();
        services.AddSingleton<IMailbox, Pop3Mailbox>();
        services.AddSingleton<IJob, FetchReturns>();
        services.AddSingleton<IRelayHook, PostmarkHook>();
        services.AddSingleton<IRelayHook, MailgunHook>();
        services.AddSingleton<IRelayHook, SesHook>();
        services.AddSingleton<ListenForReturns>();
        services.AddHostedService(provider => provider.GetRequiredService<ListenForReturns>());
    }

    public void MapRoutes(IEndpointRouteBuilder routes) => AnswerHooks.Map(routes);

    public void AddCommands(CommandTree commands) => MailCommands.Add(commands);
}
