using Broadside.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Mail.AlarmTelling;

/// <summary>Whom alarms are told to.</summary>
internal static class AlarmTellingServices
{
    public static void AddAlarmTelling(this IServiceCollection services)
    {
        services.AddSingleton<AlarmHook>();
        services.AddSingleton<TellAlarms>();
        services.AddSingleton<IJob>(provider => provider.GetRequiredService<TellAlarms>());
        services.AddSingleton(new Schedule(TellAlarms.JobKind, "* * * * *"));
    }
}
