/** The reason sent to the settlement system with a sanction, and its article. In force from 2023-05-08. */
export const sanctionReasons = {
  'settlement-suspension': '信用等级E，暂停医保费用联网结算（第二十六条第三项）',
  'service-suspension': '信用等级D，暂停涉及医保基金使用的医药服务（第二十五条第二项）',
  'service-stop': '信用等级E，停止涉及医保基金使用的医药服务（第二十六条第二项）',
} as const;

/** The reason sent with a lift, the same for every cause. */
export const liftReason = 'the reason for the suspension has fallen away or its time is over';
