package cn.creditconnector.example;

import cn.creditconnector.client.ClientCredentials;
import cn.creditconnector.client.CreditConnector;
import cn.creditconnector.client.Problems;
import cn.creditconnector.client.http.ApiException;
import cn.creditconnector.client.model.GradeResult;
import cn.creditconnector.client.model.GradesQuery;
import cn.creditconnector.client.model.Purpose;
import cn.creditconnector.client.model.QueriedSubject;
import cn.creditconnector.client.model.Scheme;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Asks for the grade of each unified social credit code that it is started with. */
@SpringBootApplication
public class Application {
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @Bean
    CreditConnector connector(
            @Value("${connector.url}") String url,
            @Value("${connector.token-url}") String tokenUrl,
            @Value("${connector.client-id}") String clientId,
            @Value("${connector.client-secret}") String clientSecret) {
        return CreditConnector.at(
                url, new ClientCredentials(tokenUrl, clientId, clientSecret, "grades:read"));
    }

    @Bean
    CommandLineRunner ask(CreditConnector connector) {
        return codes -> {
            for (String code : codes) {
                GradesQuery query =
                        new GradesQuery()
                                .purpose(Purpose.PROCUREMENT)
                                .reference("bid-1")
                                .addSubjectsItem(new QueriedSubject().scheme(Scheme.USCC).id(code));
                try {
                    for (GradeResult result : connector.grades().postGradesQuery(query).getResults())
                        System.out.println(
                                result.getStatus() + " " + result.getCategory() + " " + result.getGrade());
                } catch (ApiException refused) {
                    System.out.println(
                            Problems.of(refused).map(problem -> problem.getExplanation()).orElse("" + refused.getCode()));
                }
            }
        };
    }
}
