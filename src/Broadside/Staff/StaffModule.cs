using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.AlarmTelling;
using Broadside.Staff.Account;
using Broadside.Staff.Acts;
using Broadside.Staff.Gate;
using Broadside.Staff.Panic;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Staff;

/// <summary>The people who sign in: passkeys, passwords and codes, roles and their rights, login sessions, invitations; the gate of the desk. Takes nothing but who asks; gives every screen of the desk its actor.</summary>
public sealed class StaffModule : IModule
{
    public void AddServices(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<ITableMap, StaffMap>();
        services.AddSingleton(settings.Read<DeskSettings>("Desk"));
        services.AddSingleton<DeskAddress>();
        services.AddSingleton<RoleRights>();
        services.AddSingleton<StaffQueries>();
        services.AddSingleton<InvitePerson>();
        services.AddSingleton<WithdrawInvitation>();
        services.AddSingleton<ResetMember>();
        services.AddSingleton<ChangeRole>();
        services.AddSingleton<RemoveMember>();
        services.AddSingleton<ForgetMember>();
        services.AddSingleton<MakeSetUpLink>();
        services.AddSingleton<TidyStaff>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<TidyStaff>());
        services.AddSingleton(new Schedule(TidyStaff.JobKind, "41 * * * *"));
        services.AddSingleton<AskForAct>();
        services.AddSingleton<ApproveAct>();
        services.AddSingleton<WithdrawAct>();
        services.AddSingleton<ActQueries>();
        services.AddSingleton<IJob, SettleAct>();
        services.AddSingleton<IAlarmReaders, OwnersAreTold>();
        PanicServices.Add(services);
        AddSigning(services);
        AddAccount(services);
        services.AddSingleton(new DeskEntry("staff.title", "/desk/staff", Right.ManageStaff, 80));
    }

    public void AddWebServices(IServiceCollection services)
    {
        services.AddSingleton<DeskGate>();
        services.AddSingleton<DeskPipeline>();
        services.AddSingleton<ProblemPage>();
    }

    public void AddCommands(CommandTree commands)
    {
        StaffCommands.Add(commands);
        PanicCommands.Add(commands);
    }

    public void MapDesk(IEndpointRouteBuilder routes) => PasskeyRoutes.Map(routes);

    private static void AddSigning(IServiceCollection services)
    {
        services.AddSingleton<LoginSessions>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<Codes>();
        services.AddSingleton<CheckCode>();
        services.AddSingleton<Passkeys>();
        services.AddSingleton<SignInLimit>();
        services.AddSingleton<BeginLogin>();
        services.AddSingleton<SignInByPassword>();
        services.AddSingleton<SignInByPasskey>();
        services.AddSingleton<ConfirmPerson>();
        services.AddSingleton<EndSession>();
        services.AddSingleton<SignOutEverywhere>();
        services.AddSingleton<JoinStaff>();
    }

    private static void AddAccount(IServiceCollection services)
    {
        services.AddSingleton<OwnAccount>();
        services.AddSingleton<AddPasskey>();
        services.AddSingleton<RenamePasskey>();
        services.AddSingleton<RemovePasskey>();
        services.AddSingleton<SetPassword>();
        services.AddSingleton<RemovePassword>();
        services.AddSingleton<OfferCodes>();
        services.AddSingleton<ConfirmCodes>();
        services.AddSingleton<StopCodes>();
        services.AddSingleton<RenewRecoveryCodes>();
        services.AddSingleton<ChangePreferences>();
    }
}
