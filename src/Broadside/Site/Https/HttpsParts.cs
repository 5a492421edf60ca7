using Broadside.Kit;

namespace Broadside.Site.Https;

/// <summary>What the folder registers.</summary>
internal static class HttpsParts
{
    public static void AddHttps(this IServiceCollection services)
    {
        services.AddSingleton<TlsFolder>();
        services.AddSingleton<ChallengeBoard>();
        services.AddSingleton<CertificateBoard>();
        services.AddSingleton<ObtainCertificate>();
        services.AddSingleton<RenewCertificates>();
        services.AddSingleton<HttpsDoor>();
        services.AddSingleton<ICheck, CheckCertificates>();
    }

    public static void AddHttpsServed(this IServiceCollection services)
    {
        services.AddHostedService<KeepCertificates>();
    }
}
