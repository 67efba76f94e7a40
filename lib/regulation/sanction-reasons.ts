/** What the settlement system is told as the reason of a sanction, with its article. In force from 2023-05-08. */
export const sanctionReasons = {
  'settlement-suspension': '信用等级E，暂停医保费用联网结算（第二十六条第三项）',
  'service-suspension': '信用等级D，暂停涉及医保基金使用的医药服务（第二十五条第二项）',
  'service-stop': '信用等级E，停止涉及医保基金使用的医药服务（第二十六条第二项）',
} as const;

/** The reason of a lift, whatever brought it. */
export const liftReason = 'the reason for the suspension has fallen away or its time is over';
